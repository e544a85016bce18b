<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" sourcelanguage="en">
<context>
    <name>room</name>
    <message>
        <location filename="monitor/app/review_answers.py"/>
        <source>(not approved)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/awake.py"/>
        <source>--who=Infusion monitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>8 data bits without parity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/stages.py"/>
        <source>A drug given by the {value} route is recorded {given}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/answers.py"/>
        <source>A limit of the patient's own needs a reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/admission_orders.py"/>
        <source>A patient needs a label, for example initials and year of birth.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/answers.py"/>
        <source>A patient's own limits are set by a physician who is signed in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/admission_orders.py"/>
        <source>A planned infusion takes 1 to {longest_infusion_s} minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/entered_values.py"/>
        <source>A pressure needs its systolic value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/entry_orders.py"/>
        <source>A rate or an amount is more than 0 and at most 10 000.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/baselines.py"/>
        <source>A resting {name} is {low} to {high}; {value} was entered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/answers.py"/>
        <source>A rule can be suspended for up to {longest_suspension_min} minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/questions.py"/>
        <source>A weight is {least_kg} to {most_kg} kg; {weight_kg} kg was entered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>About half of the bytes are lost: our end checks a parity that the device lacks. {facts}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/entry_words.py"/>
        <source>Aldrete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>Aldrete score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/entry_orders.py"/>
        <source>An entry for an earlier time needs a reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/baselines.py"/>
        <source>Another baseline needs a reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/entry_orders.py"/>
        <source>At most {longest_off_monitor_min} minutes without a monitor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>Awake (MOAA/S)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/kind.py"/>
        <source>BCI 5-byte oximeter (BCI, Berry)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/messages.py"/>
        <source>BP dia</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/messages.py"/>
        <source>BP mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/entry_words.py"/>
        <source>BP {systolic}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/messages.py"/>
        <source>BP ↑ expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/messages.py"/>
        <source>BP ↑ expected: estimate {shown}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/messages.py"/>
        <source>BP ↑ rising</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/messages.py"/>
        <source>BP ↓ expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/messages.py"/>
        <source>BP ↓ falling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/plan.py"/>
        <source>Bay {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/policy.py"/>
        <source>Bedside alarm on and heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Bedside alarms off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Bedside monitor alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/kind.py"/>
        <source>Berry PM6750 board</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/kind.py"/>
        <source>Berry oximeter module (20-byte format)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Blood pressure does not settle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Blood pressure drifting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Blood pressure expected to rise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Blood pressure fallen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Blood pressure jumped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Blood pressure raised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Blood pressure rising early</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/messages.py"/>
        <source>Breaths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Bytes damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>CALL NOT DELIVERED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>CO2 calibration is to be checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>CO2 flow is to be checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>CO2 is set to volume per cent or an unknown unit: set mmHg or kPa</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>CO2 malfunction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>CO2 part initialising</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>CO2 pump is off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>CO2 self-maintenance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/policy.py"/>
        <source>Cannula out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/kind.py"/>
        <source>Capnostream 20 / 20p / 35</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/mapping.py"/>
        <source>Cel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/plan.py"/>
        <source>Chair {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/profiles.py"/>
        <source>Changed limits are accepted by a physician who is signed in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/drug_effect.py"/>
        <source>Clements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>Compare {facts}{used} with the menu of the device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/projection.py"/>
        <source>Connected, not admitted: no limits of a patient run here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/policy.py"/>
        <source>Consent signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/contec_cms50/kind.py"/>
        <source>Contec CMS50D+ / EW / E / F (V7.0)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/policy.py"/>
        <source>Contraindications asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Critical blood pressure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Cuff failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/policy.py"/>
        <source>Cuff of the right size, on the right arm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Deeply sedated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Device clock wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/device_rows.py"/>
        <source>Device {device_id} says serial number {said}, the room file said {written}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Display not in front</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/drug_effect.py"/>
        <source>Domino</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/start_gate.py"/>
        <source>ECG asked for: {risk_flags}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_interpreter.py"/>
        <source>ECG leads off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/vigil.py"/>
        <source>ECG {known}, pulse {known2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/questions.py"/>
        <source>Earlier reaction: {reactions}. Read?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/questions.py"/>
        <source>Earlier sessions cannot be looked up ({earlier_unknown}): what do patient and paper say of them?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/account_reader.py"/>
        <source>Entry {entry_seq} is corrected by one that is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/policy.py"/>
        <source>Escort is here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/policy.py"/>
        <source>Escort named</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Faint or unresponsive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Fast pulse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/policy.py"/>
        <source>Fasting kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/kind.py"/>
        <source>GE DINAMAP ProCare / CARESCAPE V100</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/kind.py"/>
        <source>GE S/5, CARESCAPE and B-series monitors (DRI)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/avant.py"/>
        <source>HH:MM:SS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/hl7_sender.py"/>
        <source>HL7 outbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/hl7_sender.py"/>
        <source>HL7 sender</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Has the infusion begun or ended?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/vigil.py"/>
        <source>Has the infusion begun?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Heart rate and pulse differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>Heart rate settled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/drug_effect.py"/>
        <source>Herd</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/stages.py"/>
        <source>In the stage {value} nobody can record: {word}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/stages.py"/>
        <source>In the stage {value} there is nobody to discharge; no drug was given: cancel the session instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/annunciator/outputs.py"/>
        <source>Infusion monitor alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/policy.py"/>
        <source>Instructions given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>Is the device on, at this address, and its data export enabled?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>Is the device on, its serial output enabled, and the cable plugged in at both ends (not crossed twice)?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>Is the device on?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>Is the gateway on and connected to this broker?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/proposal_files.py"/>
        <source>Judged: {sessions} sessions, {session_hours} session hours; {sessions_treated} of them treated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/payloads.py"/>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/proposal_files.py"/>
        <source>LOST although marked as useful</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Left while an alarm was open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/profiles.py"/>
        <source>Limits are loosened by a physician who is signed in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Link lost while measuring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/entry_words.py"/>
        <source>MOAA/S</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/pairs.py"/>
        <source>MOAA/S {moaas}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>MONITOR FAULT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/publisher.py"/>
        <source>MQTT numerics and alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/kind.py"/>
        <source>MQTT, CARE / teleICU observations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/kind.py"/>
        <source>MQTT, Home Assistant topics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/kind.py"/>
        <source>MQTT, by a map in the room file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/kind.py"/>
        <source>MQTT, native schema</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/kind.py"/>
        <source>Masimo Rad-8 / Radical-7 (ASCII 1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>Masimo SET is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/annunciator/mixer.py"/>
        <source>Master</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/payloads.py"/>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care.py"/>
        <source>Message-</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/projection.py"/>
        <source>Monitor restarted {minutes} min ago, data missing {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>NO ALARM SOUND</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>NO BASELINE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/session.py"/>
        <source>NO BASELINE - fixed limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>NO BREATH FOUND</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>NO PULSE FOUND</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>NOBODY SEES THE DISPLAY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/messages.py"/>
        <source>NOT RE-MEASURED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/policy.py"/>
        <source>Nausea controlled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nellcor_ascii/kind.py"/>
        <source>Nellcor N-560 / N-595 / N-600 (ASCII)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>No SpO₂ value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>No alarm of the patient stands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>No data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/device_line.py"/>
        <source>No data from {title} for {silent_s} s{why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/link_watch.py"/>
        <source>No diagnosis can be made: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/device_line.py"/>
        <source>No monitor configured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>No pressure before the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/profile_in_force.py"/>
        <source>No record: nobody can say whether the limits of the profile file were accepted; they are in force</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/sound_orders.py"/>
        <source>No test tone has been played yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/entered_values.py"/>
        <source>No value was entered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/place_orders.py"/>
        <source>Nobody asked whether this is the same patient.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/people_orders.py"/>
        <source>Nobody is signed in here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/kind.py"/>
        <source>Nonin 9560 / WristOx (data format 8)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/kind.py"/>
        <source>Nonin 9560 spot checks (data format 13)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/kind.py"/>
        <source>Nonin Avant / 8500 / 9847 (printed lines)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/kind.py"/>
        <source>Nonin Xpod / OEM III (data format 1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/kind.py"/>
        <source>Nonin Xpod / OEM III / 3231 (data format 7)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/kind.py"/>
        <source>Nonin Xpod / OEM III / 9560 (data format 2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/entry_orders.py"/>
        <source>Not started, still open: {still_open}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Not taken over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/answers.py"/>
        <source>Nothing at {title} waits for an answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>Nothing has come for {silent_s}; before that it did. {silent}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/proposal_files.py"/>
        <source>Nothing is proposed from a session that is no patient's.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/profiles.py"/>
        <source>Nothing was accepted: these are not the limits that wait for a physician.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/answers.py"/>
        <source>Nothing was acknowledged: this alarm no longer stands.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/profiles.py"/>
        <source>Nothing was changed: these limits are in force already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/profiles.py"/>
        <source>Nothing was changed: {no_closer}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/entry_orders.py"/>
        <source>Nothing was corrected: that entry no longer counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/answers.py"/>
        <source>Nothing was done: another patient or nobody sits at {title}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/order_tools.py"/>
        <source>Nothing was recorded: {title} {now}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/entry_orders.py"/>
        <source>Nothing was set aside: that entry no longer counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/entry_orders.py"/>
        <source>Nothing was set aside: what was recorded after it rests on it. Set the later entries aside first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>Observation time over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/baselines.py"/>
        <source>Of a pressure the systolic is the highest number and the diastolic the lowest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Off the monitor too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/people.py"/>
        <source>Only a {roles} may {value}; {who}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>Only old messages that the broker has kept (retained) came from {topics}: nobody publishes there now, and what was kept is not shown as a value. Is the gateway on?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>Only zeros come: the speed is far too high, or the levels of the cable are wrong (RS-232, not TTL).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/broker.py"/>
        <source>Operation timed out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/policy.py"/>
        <source>Oriented, mood asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/policy.py"/>
        <source>Orthostatic check done, gait steady</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/profiles.py"/>
        <source>Other limits for one patient need a reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/kind.py"/>
        <source>Philips IntelliVue (LAN)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/kind.py"/>
        <source>Philips IntelliVue (MIB/RS232)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/capture.py"/>
        <source>Philips {model}, bed {bed_label}, clock {clock}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_answers.py"/>
        <source>Place {place_id}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/vigil.py"/>
        <source>Planned end passed: still running?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Pressure after the infusion missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Pressure overdue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/profile_change.py"/>
        <source>Profile changed, accepted by {accepted_by}: new limits from the next start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/profile_change.py"/>
        <source>Profile changed, not accepted: old limits in force</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/profile_in_force.py"/>
        <source>Profile not accepted, and the accepted limits cannot be read: those of the profile file are in force</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/proposal_files.py"/>
        <source>Proposal by {author}. Nobody has approved it: a physician does, by name and date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/messages.py"/>
        <source>Pulse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Pulse falling fast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Pulse raised over baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>RECORD NOT SAVED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/what_if.py"/>
        <source>Readings as taken under the old rules; treated patients look harmless.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/stages.py"/>
        <source>Record the end of the infusion first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Recovery time over, checks open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/payloads.py"/>
        <source>Rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/refusals.py"/>
        <source>SECURITY: {messages} from outside refused, last from {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Same patient?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Screen may go dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>Set the device to {facts}, or {facts2} to bits=7 and parity={}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/start_gate.py"/>
        <source>Setting a check aside needs a reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/entry_orders.py"/>
        <source>Setting an entry aside needs a reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Severe blood pressure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/answers.py"/>
        <source>Sign in first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/people_orders.py"/>
        <source>Signing in needs a name and a role.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/projection.py"/>
        <source>Silent together with {title}: still the same patient?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Slow breathing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Slow pulse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/interpreter.py"/>
        <source>SmartPoint: the oximeter ranks its measurement as good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/policy.py"/>
        <source>Somebody stays with the patient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>SpO2 sensor disconnected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>SpO2 sensor off the patient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/messages.py"/>
        <source>SpO₂</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/start_gate.py"/>
        <source>SpO₂ at rest {spo2} %: below {least} % a physician sets the limit of {low_spo2_rule} first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>SpO₂ drifting down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>SpO₂ fallen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>SpO₂ fallen far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>SpO₂ good on air for {spo2_for_s} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/entry_words.py"/>
        <source>SpO₂ {spo2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/low_priority.py"/>
        <source>Stopped: there is no result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/answers.py"/>
        <source>Suspending a rule needs a reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/entered_values.py"/>
        <source>Systolic must be above mean, and mean above diastolic.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>TEST TONE NOT HEARD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/order_tools.py"/>
        <source>That time lies before {earliest_words}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/order_tools.py"/>
        <source>That time lies in the future.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/account_reader.py"/>
        <source>The admission is not among the events.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/low_priority_child.py"/>
        <source>The answer could not be handed over; the log says why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/baselines.py"/>
        <source>The baseline is still being taken: it can be changed once the drug has begun.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>The broker accepts this station</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>The broker accepts this station, but nothing is published under {topics}. {silent} Is the topic spelled as in its settings?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>The bytes 11 and 13 hex never come: software flow control (XON/XOFF) is on somewhere between the device and this station and swallows them. Switch it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>The bytes are letters with a parity bit in the eighth: the device sends 7 data bits with {value} parity.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/proposal_files.py"/>
        <source>The closer limits for {name}, as they are in force: the proposal changes none of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>The connection stands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/cuff.py"/>
        <source>The cuff was not started: {refusal}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/cuff_orders.py"/>
        <source>The cuff was not started: {title} has another patient now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>The device's clock is {offset_s} {side} this computer's. Its values are placed by the time of their arrival all the same; set it, so that its own records agree with ours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>The driver failed and is started again by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_answers.py"/>
        <source>The file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/questions.py"/>
        <source>The last session ended {hours} hours ago: is this one meant?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/answers.py"/>
        <source>The limit of {rule} can be set from {low} to {high}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/profile_in_force.py"/>
        <source>The limits accepted in this record cannot be read: nothing is judged by those of the profile file in their place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>The link is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>The link is opened with {line}, but devices of this kind usually have {wanted}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/entry_orders.py"/>
        <source>The lot has {lot} characters; {longest_lot} are the most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>The network takes what is sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>The port is not open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>The port is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/low_priority.py"/>
        <source>The process that worked on this ended; what it wrote to the log says why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/proposal_files.py"/>
        <source>The proposal was not written: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/account_reader.py"/>
        <source>The register counts {total} alarms, the events tell of {alarms}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>The serial server accepts this station</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/account_reader.py"/>
        <source>The session is not what {reviewer} signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_answers.py"/>
        <source>The session still runs: what if is for finished ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/answers.py"/>
        <source>The sound is not paused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/answers.py"/>
        <source>The sound is paused at the station, not from another room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/place_orders.py"/>
        <source>The wiring of {title} is confirmed already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>There is no connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>There is no connection to the broker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>There is no connection to the serial server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/wiring.py"/>
        <source>There is no device {device_id} in this room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_export.py"/>
        <source>There is no format {value}; there are {formats}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/start_gate.py"/>
        <source>There is no open check {check} to set aside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/admission_orders.py"/>
        <source>There is no place {place_id} in this room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/place_orders.py"/>
        <source>There is no place {to_place_id} in this room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/answers.py"/>
        <source>There is no rule {rule} to suspend.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_answers.py"/>
        <source>There is no session {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_rules.py"/>
        <source>There is no {key} of a rule {rule}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_answers.py"/>
        <source>There is nothing to judge in this session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/cuff.py"/>
        <source>This cuff cannot be let go from here: press the key at the device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/answers.py"/>
        <source>This is the third pause within ten minutes: say why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/place_orders.py"/>
        <source>Two different places are needed to swap.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>Two pressures {readings_apart_s} min apart near the baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Two vital signs at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/udp.py"/>
        <source>UDP port {port}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/survey.py"/>
        <source>USB serial adapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Very fast pulse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>Very slow pulse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/projection.py"/>
        <source>Wall clock set by {seconds} s {minutes} min ago: times of day before that are by the old one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>What comes is readable text, so speed and parity are right, but the output mode is another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>What comes looks like noise, as a wrong speed gives it. {facts}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/outlet.py"/>
        <source>What leaves the room cannot be shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/account_reader.py"/>
        <source>What was recorded of the drug cannot have happened in this order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/admission_orders.py"/>
        <source>Who decides that the patient leaves with open checks? Give a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/entry_orders.py"/>
        <source>Who goes along? Nobody leaves the monitor alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/people_orders.py"/>
        <source>Who takes over? Give a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/awake.py"/>
        <source>Windows does not let the display be kept on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/proposal_files.py"/>
        <source>Written with the proposal by {author}; a physician approves both, by name and date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/session.py"/>
        <source>a cuff cannot be {what} over MQTT: use the bedside monitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/pcapng.py"/>
        <source>a datagram came in fragments, which are not put together here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/pcapng.py"/>
        <source>a datagram was cut by the capture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/tasks.py"/>
        <source>a fault of this program, told in the log: {name}: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/capture.py"/>
        <source>a frame with a right check, but not of Data Export: {hex}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/fields.py"/>
        <source>a key stands there twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/documents.py"/>
        <source>a list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/followup.py"/>
        <source>a minute is over: nobody is signed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/wiring.py"/>
        <source>a monitor was moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/answers.py"/>
        <source>a new one takes its place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/answers.py"/>
        <source>a new pause takes its place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care_intake.py"/>
        <source>a new reading has come</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/admission_orders.py"/>
        <source>a patient was admitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/place_orders.py"/>
        <source>a patient was moved here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/survey.py"/>
        <source>a publisher without a birth message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/map_pressure.py"/>
        <source>a reading does not say when it was measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/sifting.py"/>
        <source>a reading without systolic was rejected before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/association.py"/>
        <source>a release has one form only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care_intake.py"/>
        <source>a retained message is no new value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/payloads.py"/>
        <source>a retained {kind} message is no new value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>a second one is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/acceptance.py"/>
        <source>a second reading agrees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>aborted, or probe unplugged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/acceptance.py"/>
        <source>above the measuring range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/polls.py"/>
        <source>action {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/stages.py"/>
        <source>against advice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/entries.py"/>
        <source>agitation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>ahead of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/proposal_files.py"/>
        <source>alarm {alarm_id}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/alert_states.py"/>
        <source>alarm {code} of {source}, which is not known here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/alert_states.py"/>
        <source>alarms are on standby at the monitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/alert_states.py"/>
        <source>alarms are paused at the monitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/alert_states.py"/>
        <source>alarms are silenced at the monitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/interpreter.py"/>
        <source>alarms are silenced at the monitor for 20 seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/interpreter.py"/>
        <source>alarms are silenced at the monitor for five minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/interpreter.py"/>
        <source>alarms are silenced at the monitor for two minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/alert_states.py"/>
        <source>alarms are switched off at the monitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>alarms silenced at the oximeter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>alarms silenced for a time at the monitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nellcor_ascii/interpreter.py"/>
        <source>alarms switched off at the oximeter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/interpreter.py"/>
        <source>all alarms are silenced at the monitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>all alarms silenced at the monitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/messages.py"/>
        <source>also {behind}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>an alarm is active at the oximeter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/interpreter.py"/>
        <source>an alarm without a text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/identity.py"/>
        <source>an event of another object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/documents.py"/>
        <source>an object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/polls.py"/>
        <source>an object class of another partition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care.py"/>
        <source>an object does not say of which monitor it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/pressure.py"/>
        <source>and no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/usb_ports.py"/>
        <source>and {left} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/capture.py"/>
        <source>another remote operation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/association.py"/>
        <source>another version of the protocol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/capture.py"/>
        <source>answer the monitor's create event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/sound_orders.py"/>
        <source>answered by {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/alarm_rows.py"/>
        <source>answered from another room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/mqtt_receiver.py"/>
        <source>answers of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/entries.py"/>
        <source>anxiety</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/entry_words.py"/>
        <source>arms: cuff {cuff}, probe {probe}, line {line}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/review_views.py"/>
        <source>artefact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/interpreter.py"/>
        <source>artefact in the ECG</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/interpreter.py"/>
        <source>artifact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/capture.py"/>
        <source>ask for an association</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/cuff.py"/>
        <source>asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/interpreter.py"/>
        <source>asystole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/interpreter.py"/>
        <source>at an unknown time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/wire.py"/>
        <source>attribute {number} stands twice in one object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/conversation.py"/>
        <source>awaiting create event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/entry_words.py"/>
        <source>back on monitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/cuff_orders.py"/>
        <source>back on the monitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/account.py"/>
        <source>baseline changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/session.py"/>
        <source>baseline readings {spread} mmHg apart: take one more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/messages.py"/>
        <source>baseline {baseline}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/messages.py"/>
        <source>baseline {limit}{rise}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/messages.py"/>
        <source>baseline {shown}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/shell_inputs.py"/>
        <source>before this start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/stay_rows.py"/>
        <source>before {former}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/acceptance.py"/>
        <source>below the measuring range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/stay.py"/>
        <source>blocks the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/vigil.py"/>
        <source>breathing not monitored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/kind.py"/>
        <source>bytes arrive but no frame can be read: check 115200 baud 8N1 without flow control</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/kind.py"/>
        <source>bytes arrive but no frame can be read: the port must run at 115200 8N1 without flow control, also in the settings of a serial server, and the monitor's MIB/RS232 port must be set to Data Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/kind.py"/>
        <source>bytes arrive but no line can be read: check 9600 baud 8N1 and that the serial output of the monitor is set to real-time data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nellcor_ascii/kind.py"/>
        <source>bytes arrive but no line can be read: the data port is probably not set to ASCII (other choices in the monitor's menu are OFF, GRAPH, Philips and SPDout), or the baud rate differs (9600 on most models)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/kind.py"/>
        <source>bytes arrive but no line can be read: the serial output is probably set to ASCII 2; choose ASCII 1 (AS1) under SEr in menu level 3 of the oximeter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/kind.py"/>
        <source>bytes arrive but no message can be read: the monitor's port can be set to several baud rates (115200 and 9600 are both in use); 8N1, no flow control</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/contec_cms50/kind.py"/>
        <source>bytes arrive but no packet can be read: check 115200 baud 8N1 without flow control; an older CMS50 sends another format (five bytes, protocol V5.0A), which this kind does not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/kind.py"/>
        <source>bytes arrive but no record can be read: check 19200 baud (some CARESCAPE: 115200), 8 data bits, EVEN parity, 1 stop bit and RTS/CTS, also in the serial server; without even parity everything looks like noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/kind.py"/>
        <source>bytes arrive but no reply can be read: check 9600 baud 8N1, the levels of the cable (RS-232, not TTL) and that the host port is set to host communications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>bytes arrive but none can be read: is it a device of this kind?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/supervisor.py"/>
        <source>bytes arrive but none can be read: is it this kind of device, at this speed?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>cable life expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/call.py"/>
        <source>call {number} is not about session {session}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/attempts.py"/>
        <source>call {number} to {receiver}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/serial_port.py"/>
        <source>cannot be opened ({text})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/webhook.py"/>
        <source>cannot be reached: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/tcp.py"/>
        <source>cannot connect ({error})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/people.py"/>
        <source>change a baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/people.py"/>
        <source>change limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/pressure_desk.py"/>
        <source>check patient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/account.py"/>
        <source>check set aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/entry_words.py"/>
        <source>check {check} set aside: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/entry_words.py"/>
        <source>check {check}: {done}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/stages.py"/>
        <source>checks answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/capture.py"/>
        <source>class {object_class} group {group}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_rules.py"/>
        <source>clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/machine.py"/>
        <source>clear value reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/machine.py"/>
        <source>clear value reached, latching rule, nobody known has seen it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/serial_port.py"/>
        <source>close {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/payloads.py"/>
        <source>code is not one of a cuff pressure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/cuff.py"/>
        <source>code {code}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/payloads.py"/>
        <source>code {code} is not one of {kind}: {str}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/interpreter.py"/>
        <source>code {raw} in place of a value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/contec_cms50/interpreter.py"/>
        <source>command {data} not done: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/ticker.py"/>
        <source>commit limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/interpreter.py"/>
        <source>condition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/interpreter.py"/>
        <source>configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/map_intake.py"/>
        <source>configuration refused: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/people.py"/>
        <source>confirm the wiring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/messages.py"/>
        <source>confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care_intake.py"/>
        <source>connect cuff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/corrections.py"/>
        <source>corrected by a later entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/corrections.py"/>
        <source>correction of an earlier entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/cuff.py"/>
        <source>cuff cap reached: by hand now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/window_views.py"/>
        <source>cuff gave no reading: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/pressure_desk.py"/>
        <source>cuff may be inflated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/entry_words.py"/>
        <source>cuff moved to the {value} arm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/alert_states.py"/>
        <source>cuff pressure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/touched.py"/>
        <source>cuff programme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/acceptance.py"/>
        <source>cuff pulse {pulse}, rate {rate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care.py"/>
        <source>data holds {words} samples, not from 1 to {max_samples}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care.py"/>
        <source>data is {data}, not text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/kind.py"/>
        <source>datagrams arrive but none is of Data Export: check that the address is the monitor's own and that its software offers Data Export on the LAN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care.py"/>
        <source>date-time is {get}, not a time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>defective cable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>defective sensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care.py"/>
        <source>deg c</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care.py"/>
        <source>deg f</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_rules.py"/>
        <source>delay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/contec_cms50/interpreter.py"/>
        <source>deleting failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/usable.py"/>
        <source>demonstration data, no patient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/registry.py"/>
        <source>device kind {name}: expected one of {kinds}{hint}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/host.py"/>
        <source>device {device_id}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_rules.py"/>
        <source>diastolic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/alert_states.py"/>
        <source>diastolic cuff pressure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/registry.py"/>
        <source>did you mean {close}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/people.py"/>
        <source>discharge a patient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/account.py"/>
        <source>discharge with open checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/contec_cms50/interpreter.py"/>
        <source>disconnecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/entries.py"/>
        <source>dissociation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/entry_words.py"/>
        <source>dissociation score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/entries.py"/>
        <source>dizziness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/entry_words.py"/>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/stages.py"/>
        <source>dose given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/window_views.py"/>
        <source>dose given not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>emitter temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/rfc2217.py"/>
        <source>empty buffers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_rules.py"/>
        <source>enabled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/stages.py"/>
        <source>end of the infusion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/capture.py"/>
        <source>end the association</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/alert_states.py"/>
        <source>end-tidal CO2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/recorder.py"/>
        <source>ended after {longest_recording_bytes} MiB, the most that one recording takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/answers.py"/>
        <source>ended by {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/conversation.py"/>
        <source>ended from our side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_interpreter.py"/>
        <source>ended without a complete reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/cuff.py"/>
        <source>ended without a new reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>ended without a reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/recorder.py"/>
        <source>ended: the disk does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/recorder.py"/>
        <source>ended: the disk is too slow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/recorder.py"/>
        <source>ended: {strerror}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/loop.py"/>
        <source>engine waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/window_views.py"/>
        <source>entered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/reading_rows.py"/>
        <source>entered behind a newer reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/entry_words.py"/>
        <source>entered by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/outlook.py"/>
        <source>estimate {low}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/payloads.py"/>
        <source>event is not a name of lower-case letters, digits and underscores, or it is a reserved one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/identity.py"/>
        <source>event {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/mqtt_receiver.py"/>
        <source>exchange of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_rules.py"/>
        <source>expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/line_settings.py"/>
        <source>expected one of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/alert_states.py"/>
        <source>extreme bradycardia</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/alert_states.py"/>
        <source>extreme tachycardia</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>failed for a reason the monitor does not know</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>failed with status {status}, which is not documented</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_interpreter.py"/>
        <source>failed, code {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/entries.py"/>
        <source>faint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>falling fast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/interpreter.py"/>
        <source>fast averaging is chosen at the oximeter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/supervisor.py"/>
        <source>fault in the driver: {name}: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>filter line being purged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>filter line blocked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>filter line not connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/contec_cms50/interpreter.py"/>
        <source>finger out, or probe error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>first value after: {withheld}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/pressure_desk.py"/>
        <source>fixed limits only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/rfc2217.py"/>
        <source>flow control {flow}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/profile_text.py"/>
        <source>format {said}, and this version knows {format} at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/interpreter.py"/>
        <source>from the oximeter's memory, by its clock {when}: SpO2 {spo2}, pulse {pulse}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/contec_cms50/interpreter.py"/>
        <source>has searched too long for the pulse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/entries.py"/>
        <source>headache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/alert_states.py"/>
        <source>heart rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/machine.py"/>
        <source>higher priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/handover.py"/>
        <source>highest {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/interpreter.py"/>
        <source>identity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_interpreter.py"/>
        <source>impossible numbers: {systolic}/{diastolic}, mean {mean}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/acceptance.py"/>
        <source>impossible reading {systolic}/{diastolic}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/stages.py"/>
        <source>in doses, without start, pause or end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/window_views.py"/>
        <source>in doubt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/oximetry.py"/>
        <source>in one packet only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>incompatible cable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>incompatible sensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/window_views.py"/>
        <source>infusion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/stages.py"/>
        <source>infusion resumed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_answers.py"/>
        <source>infusion {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/room.py"/>
        <source>input of tick {tick} outside ({previous}, {tick2}] or out of order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>interference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/admission.py"/>
        <source>intramuscular</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/admission.py"/>
        <source>intravenous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/alert_states.py"/>
        <source>irregular heart rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/order_tools.py"/>
        <source>is free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/order_tools.py"/>
        <source>is now taken by {room}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/vigil.py"/>
        <source>is the patient in the chair?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/whole_file.py"/>
        <source>is there already, and is never replaced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/hl7_sender.py"/>
        <source>it answers with more than an acknowledgement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/webhook.py"/>
        <source>it answers with status {status_code}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/call.py"/>
        <source>it asks for {what}: nothing but an answer to a call is taken from outside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/call.py"/>
        <source>it bears no name that can be shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/call.py"/>
        <source>it does not say who accepts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/call.py"/>
        <source>it has {payload} bytes, more than {most_reply_bytes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care.py"/>
        <source>it is no object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/call.py"/>
        <source>it is not JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/call.py"/>
        <source>it is not a JSON object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/broker.py"/>
        <source>it may demand a client certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/hl7_sender.py"/>
        <source>it rejects the message: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/rfc2217.py"/>
        <source>it said {said}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/supervisor.py"/>
        <source>it says that its values are {provenance}; refused in a real room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/link_watch.py"/>
        <source>it was not opened yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/call.py"/>
        <source>it was sent before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/call.py"/>
        <source>it was sent {age_s} s ago, and {oldest_reply_s} s are the most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/entries.py"/>
        <source>itching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/webhook.py"/>
        <source>its answer does not name the call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/hl7_sender.py"/>
        <source>its answer is no acknowledgement of the message sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/map_intake.py"/>
        <source>its availability is {found}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/link_watch.py"/>
        <source>its bytes can be read again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/link_watch.py"/>
        <source>its clock is right again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/link_watch.py"/>
        <source>its clock is {offset_s} s {side}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/call.py"/>
        <source>its code was not made with our token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/device_desk.py"/>
        <source>its messages come through a broker: only what goes over a wire of its own can be recorded and decoded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/rfc2217.py"/>
        <source>its port may be in use by another program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/followup.py"/>
        <source>its time is over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/window_views.py"/>
        <source>its values are still being put away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>jump</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care_intake.py"/>
        <source>leads off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/stages.py"/>
        <source>leaves against advice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/entries.py"/>
        <source>left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_rules.py"/>
        <source>limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/machine.py"/>
        <source>limit kept before the delay was over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/account.py"/>
        <source>limit of this patient's own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/machine.py"/>
        <source>limit violated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/profiles.py"/>
        <source>limits {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/profiles.py"/>
        <source>limits {name}, {why}; risk: {risks}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/pressure_desk.py"/>
        <source>link lost while the cuff was measuring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/pcapng.py"/>
        <source>link type {link_type} is not read: capture on Ethernet, Wi-Fi or all interfaces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/address.py"/>
        <source>link {link}: USB serial number {number}: expected it as the adapter has it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/line_settings.py"/>
        <source>link {link}: baud {text}: expected a number from {min_baud} to {max_baud}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/line_settings.py"/>
        <source>link {link}: bits '{data_bits}': this kind of device sends binary data: expected 8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/address.py"/>
        <source>link {link}: expected one of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/udp.py"/>
        <source>link {link}: expected udp://host or udp://host:port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/udp.py"/>
        <source>link {link}: expected udp://host or udp://host:port and nothing behind or before it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/address.py"/>
        <source>link {link}: expected {scheme}://host:port and nothing behind or before it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/line_settings.py"/>
        <source>link {link}: flow 'xonxoff': this kind of device sends binary data, out of which software flow control takes the bytes 11 and 13 hex: expected flow=none or flow=rtscts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/udp.py"/>
        <source>link {link}: host is missing: expected udp://host or udp://host:port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/address.py"/>
        <source>link {link}: host is missing: expected {scheme}://host:port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/address.py"/>
        <source>link {link}: host {hostname}: expected a name or an address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/address.py"/>
        <source>link {link}: interface {interface}: expected a number from 0, such as usb:{number}/1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/line_settings.py"/>
        <source>link {link}: key {key} is given twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/line_settings.py"/>
        <source>link {link}: key {word}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/udp.py"/>
        <source>link {link}: port of {netloc}: expected a number from 1 to 65535</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/address.py"/>
        <source>link {link}: port of {rest}: expected a number from 1 to 65535</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/address.py"/>
        <source>link {link}: port {port}: expected a device path such as /dev/ttyUSB0, or COM3, or usb:SERIALNUMBER</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/address.py"/>
        <source>link {link}: scheme {scheme}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/opening.py"/>
        <source>link {link}: this kind of device needs serial:// or tcp:// or rfc2217://</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/address.py"/>
        <source>link {link}: topic prefix {rest}: expected words joined by /, without + # ? or blanks, such as mqtt://ward/chair1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/line_settings.py"/>
        <source>link {link}: {key} {given}: every device of this kind has {key2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/line_settings.py"/>
        <source>link {link}: {key} {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/survey.py"/>
        <source>list of USB ports</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/loop.py"/>
        <source>look-up of {question}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nellcor_ascii/interpreter.py"/>
        <source>loss of pulse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nellcor_ascii/interpreter.py"/>
        <source>loss of pulse with interference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>lost contact with tissue, or out of range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/entry_words.py"/>
        <source>lot {lot}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>low battery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>low perfusion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>low signal IQ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/machine.py"/>
        <source>lower priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/handover.py"/>
        <source>lowest SpO₂ {known}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/handover.py"/>
        <source>lowest {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/interpreter.py"/>
        <source>marginal perfusion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/alert_states.py"/>
        <source>mean cuff pressure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care_intake.py"/>
        <source>measured {age_s} s before it arrived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care_intake.py"/>
        <source>measurement error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>measurement failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>measurement in progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care_intake.py"/>
        <source>measurement invalid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>measurement timed out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>measuring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care_intake.py"/>
        <source>message refused: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/map_intake.py"/>
        <source>message refused: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care_intake.py"/>
        <source>messages are accepted again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/interpreter.py"/>
        <source>missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/interpreter.py"/>
        <source>mixed venous, not arterial, saturation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/interpreter.py"/>
        <source>mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nellcor_ascii/interpreter.py"/>
        <source>motion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nellcor_ascii/interpreter.py"/>
        <source>motion or interference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/usb_ports.py"/>
        <source>name one of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/usb_ports.py"/>
        <source>name the socket it is plugged into instead, such as /dev/serial/by-path/…: {ports}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/window_views.py"/>
        <source>nan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/admission.py"/>
        <source>nasal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/entries.py"/>
        <source>nausea</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/entry_words.py"/>
        <source>nausea score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/stages.py"/>
        <source>new rate of the infusion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/broker.py"/>
        <source>no TLS with the broker {address}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/hl7_sender.py"/>
        <source>no answer from {receiver}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/tcp.py"/>
        <source>no answer within {connect_timeout_s} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/webhook.py"/>
        <source>no answer within {timeout_s} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>no baseline to compare with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/start_gate.py"/>
        <source>no blood pressure was measured yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/interpreter.py"/>
        <source>no breath for {without_s} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/broker.py"/>
        <source>no broker listens at {address}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>no cable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/call.py"/>
        <source>no call {number} is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/projection.py"/>
        <source>no data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>no data from the oximeter, or sensor off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/missing_items.py"/>
        <source>no dose and no start of an infusion is recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care_intake.py"/>
        <source>no finger in probe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/oximetry.py"/>
        <source>no finger in the probe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/tcp.py"/>
        <source>no host of the name {host} is known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/pcapng.py"/>
        <source>no known byte order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/operations.py"/>
        <source>no known kind of operation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/alarm_desk.py"/>
        <source>no longer judged: the configuration was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/association.py"/>
        <source>no poll profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nellcor_ascii/interpreter.py"/>
        <source>no pulse amplitude, so the numbers are held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/oximetry.py"/>
        <source>no pulse found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/pressure_desk.py"/>
        <source>no reading just before the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>no reading since power-up, or too old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/cuff.py"/>
        <source>no reading yet: {values}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/entry_rows.py"/>
        <source>no reason given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/mqtt_receiver.py"/>
        <source>no receipt on the answer topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/operations.py"/>
        <source>no remote operation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>no sensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/oximetry.py"/>
        <source>no signal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/annunciator/outputs.py"/>
        <source>no sound device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/annunciator/process.py"/>
        <source>no sound device was opened yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/serial_port.py"/>
        <source>no such port; is the adapter plugged in?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/acceptance.py"/>
        <source>no systolic pressure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/rfc2217.py"/>
        <source>no telnet from the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/questions.py"/>
        <source>no treatment entered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/association.py"/>
        <source>no user data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/publishing.py"/>
        <source>no value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>no value now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/reminders.py"/>
        <source>nobody answers for this patient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/outlet.py"/>
        <source>nobody can be called: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/projection.py"/>
        <source>nobody else is called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/people.py"/>
        <source>nobody is signed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/interpreter.py"/>
        <source>noise in the ECG</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/alert_states.py"/>
        <source>non-sustained ventricular tachycardia</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>none measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/identity.py"/>
        <source>not a connect indication</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/serial_port.py"/>
        <source>not a serial port, or one that does not take these line settings ({text})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/association.py"/>
        <source>not a session message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/vigil.py"/>
        <source>not back on the monitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/vigil.py"/>
        <source>not back on the monitor; with {companion}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/messages.py"/>
        <source>not calibrated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/webhook.py"/>
        <source>not called yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/device_line.py"/>
        <source>not confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/hl7_sender.py"/>
        <source>not connected yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/interpreter.py"/>
        <source>not documented</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/entry_words.py"/>
        <source>not done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/association.py"/>
        <source>not how this message begins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/what_if_view.py"/>
        <source>not judged: {programme}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/proposal_files.py"/>
        <source>not measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>not measured long enough</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/supervisor.py"/>
        <source>not on line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/supervisor.py"/>
        <source>not opened yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>not rated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/call_book.py"/>
        <source>not reached: {missed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/messages.py"/>
        <source>not repeated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/entry_words.py"/>
        <source>not said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>not settling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/contec_cms50/interpreter.py"/>
        <source>not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/profile_changes.py"/>
        <source>not there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/values.py"/>
        <source>not told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/call_book.py"/>
        <source>not tried yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/shell_inputs.py"/>
        <source>nothing has failed since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>nothing measured yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/supervisor.py"/>
        <source>nothing readable for {silent_s} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/reminders.py"/>
        <source>nothing was done for a while</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/payloads.py"/>
        <source>numbers while the cuff is {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/people.py"/>
        <source>nurse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/entry_words.py"/>
        <source>off monitor for {minutes} min with {companion}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/intake.py"/>
        <source>on line: {model}, {driver}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/interpreter.py"/>
        <source>one of pulse and saturation is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care.py"/>
        <source>one of systolic and diastolic is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/profiles.py"/>
        <source>one of the first three</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_interpreter.py"/>
        <source>one of the two temperature probes is off; which one this is, is not documented</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/survey.py"/>
        <source>only messages kept by the broker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/proposal_files.py"/>
        <source>only milder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/rfc2217.py"/>
        <source>open {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/serial_port.py"/>
        <source>open {port}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/supervisor.py"/>
        <source>open, but the device has said nothing yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/capture.py"/>
        <source>operation {invoke_id} refused, reason {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/entries.py"/>
        <source>other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/interpreter.py"/>
        <source>out of track: no consecutive good pulses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/outlet.py"/>
        <source>outlet {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/rule_words.py"/>
        <source>over baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/messages.py"/>
        <source>over now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/messages.py"/>
        <source>over the range of the monitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>overpressure or excess air in the cuff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>oximeter on standby</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_interpreter.py"/>
        <source>oximeter status {state}, which is not documented</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>oximeter status {status}, which is not documented</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>oxygen {flow} l/min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/entry_words.py"/>
        <source>pain score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/rfc2217.py"/>
        <source>parity {parity}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/operations.py"/>
        <source>part state {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/awake.py"/>
        <source>patients are being watched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/window_views.py"/>
        <source>pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/stages.py"/>
        <source>pause of the infusion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/serial_port.py"/>
        <source>permission denied; add the user to the group dialout and log in again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/people.py"/>
        <source>physician</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/contec_cms50/interpreter.py"/>
        <source>pleth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/survey.py"/>
        <source>plugged in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/capture.py"/>
        <source>poll class {object_class} group {group} once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/capture.py"/>
        <source>poll period at most {min_poll_period_s} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/capture.py"/>
        <source>poll {polled} each second for {duration_s} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/intake.py"/>
        <source>poor signal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>pressure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/start_gate.py"/>
        <source>pressure at rest {today}, in this course {course}: a physician's word on the difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/start_gate.py"/>
        <source>pressure {systolic}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/oximetry.py"/>
        <source>probe unplugged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_answers.py"/>
        <source>profile {name}{by}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/payloads.py"/>
        <source>provenance is 'entered', which only a person at the station can be the source of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/survey.py"/>
        <source>publishing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/window_views.py"/>
        <source>pulse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>pulse not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/acceptance.py"/>
        <source>pulse pressure {systolic}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/entry_words.py"/>
        <source>pulse {pulse}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/window_views.py"/>
        <source>ran {minutes} min, dose unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/interpreter.py"/>
        <source>rate source {code}, which is not documented</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>rate source {source}, which is not documented</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/stay_rows.py"/>
        <source>rate {rate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/device_line.py"/>
        <source>reacted, not confirmed yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/commands.py"/>
        <source>read clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/broker.py"/>
        <source>real values from the broker {address} need a user name or a client certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/broker.py"/>
        <source>real values from the broker {address} need mqtts:// (TLS)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/contec_cms50/interpreter.py"/>
        <source>reason {data}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/deadline.py"/>
        <source>receive before the deadline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/calling.py"/>
        <source>receiver {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/recorder.py"/>
        <source>recorder {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/window_views.py"/>
        <source>recovery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/pressure_bank.py"/>
        <source>refuted by the repeat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/machine.py"/>
        <source>reminder due</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_rules.py"/>
        <source>repeat within</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/entries.py"/>
        <source>right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_rules.py"/>
        <source>rise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_rules.py"/>
        <source>rise, % of baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/profiles.py"/>
        <source>risk flags at admission</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/entry_words.py"/>
        <source>room air</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_rules.py"/>
        <source>rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/account.py"/>
        <source>rule suspended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_answers.py"/>
        <source>rules not on record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_answers.py"/>
        <source>rules {digest}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/alert_states.py"/>
        <source>run of ventricular beats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/room.py"/>
        <source>samples are taken together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care.py"/>
        <source>sampling rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care.py"/>
        <source>sampling rate is {rate}, not from 1 to {max_rate_hz} per second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/interpreter.py"/>
        <source>saturation of kind {kind}, not documented</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_interpreter.py"/>
        <source>search for the pulse timed out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/oximetry.py"/>
        <source>searching for the pulse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/commands.py"/>
        <source>select {formats}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/interpreter.py"/>
        <source>sensor alarm: finger out of the sensor, or sensor faulty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>sensor calibrating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>sensor current limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nellcor_ascii/interpreter.py"/>
        <source>sensor disconnected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>sensor life expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/oximetry.py"/>
        <source>sensor off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>sensor off the patient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/vigil.py"/>
        <source>sensor on, no pulse found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>sensor unplugged or off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/stages.py"/>
        <source>sent to hospital</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/device_rows.py"/>
        <source>serial number {said_serial_number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/serial_port.py"/>
        <source>serial {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/window_views.py"/>
        <source>session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/admission_orders.py"/>
        <source>session {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/admission_orders.py"/>
        <source>session {number} of {planned}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/people.py"/>
        <source>set a check aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/profiles.py"/>
        <source>set by a physician</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/commands.py"/>
        <source>set clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/annunciator/__main__.py"/>
        <source>shared by the annunciators of one station</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/session.py"/>
        <source>short baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/people.py"/>
        <source>sign a session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>signal not yet qualified by Masimo SET</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/messages.py"/>
        <source>signal poor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/people_orders.py"/>
        <source>signed out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/survey.py"/>
        <source>silent for {silent_s} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/reminders.py"/>
        <source>silent together with {other}, and nobody has looked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/alarm_texts.py"/>
        <source>silent {value} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>single-sample jump</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/interpreter.py"/>
        <source>smartpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/device_rows.py"/>
        <source>software {said_software}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/interpreter.py"/>
        <source>some alarms are silenced at the monitor (state {silence})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/interpreter.py"/>
        <source>somebody marked an event at the oximeter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/alarm_rows.py"/>
        <source>sound paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/handover.py"/>
        <source>sound paused by {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/interpreter.py"/>
        <source>standby</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/people.py"/>
        <source>start a cuff from here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/stages.py"/>
        <source>start of the infusion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care.py"/>
        <source>status is no printable text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care.py"/>
        <source>status is {status}, not Connected or Disconnected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_interpreter.py"/>
        <source>status {state}, which is not documented</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>status {status}, which is not documented</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/window_views.py"/>
        <source>still running: it can be signed after the discharge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/contec_cms50/interpreter.py"/>
        <source>stopped at the oximeter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_interpreter.py"/>
        <source>stopped before a new reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/admission.py"/>
        <source>subcutaneous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/alert_states.py"/>
        <source>supraventricular tachycardia</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/survey.py"/>
        <source>survey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/survey.py"/>
        <source>survey of serial ports</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/survey.py"/>
        <source>survey of the broker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_rules.py"/>
        <source>systolic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/alert_states.py"/>
        <source>systolic cuff pressure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_interpreter.py"/>
        <source>systolic outside {low}-{high}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/people_orders.py"/>
        <source>taken over by {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/people.py"/>
        <source>technician</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_interpreter.py"/>
        <source>temperature probes off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/usable.py"/>
        <source>test signal, no patient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/broker.py"/>
        <source>the CA file {ca_file} cannot be used: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/profile_text.py"/>
        <source>the accepted limits cannot be read by this version: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/profile_in_force.py"/>
        <source>the accepted limits were changed in the record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/entry_orders.py"/>
        <source>the admission</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/annunciator/vigil.py"/>
        <source>the alarm engine stands still</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/guard.py"/>
        <source>the alarm step failed: {name}: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/cuff.py"/>
        <source>the arm rests for another {wait} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/cuff.py"/>
        <source>the arms of cuff and infusion have not been entered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/capture.py"/>
        <source>the association was broken off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/cuff.py"/>
        <source>the bedside monitor inflates by itself as well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_interpreter.py"/>
        <source>the board gives no SpO2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_interpreter.py"/>
        <source>the board gives no heart rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_interpreter.py"/>
        <source>the board gives no pulse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_interpreter.py"/>
        <source>the board gives no respiratory rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_interpreter.py"/>
        <source>the board is set to child</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_interpreter.py"/>
        <source>the board is set to neonate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_interpreter.py"/>
        <source>the board stopped reporting the measurement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/mqtt_receiver.py"/>
        <source>the broker had kept it from earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/broker.py"/>
        <source>the broker {address} broke off: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/broker.py"/>
        <source>the broker {address} cannot be reached: {strerror}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/broker.py"/>
        <source>the broker {address} did not answer the login{hint}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/broker.py"/>
        <source>the broker {address} does not authorise this login: wrong user name, password or certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/broker.py"/>
        <source>the broker {address} refuses the connection: {rc}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/broker.py"/>
        <source>the broker {address} refuses this user name or password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/broker.py"/>
        <source>the broker's address must not hold a name or password; they have keys of their own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/broker.py"/>
        <source>the broker's address {url} cannot be read: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/broker.py"/>
        <source>the broker's address {url} is not mqtt://host:port or mqtts://host:port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/interpreter.py"/>
        <source>the bytes before could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>the capnograph alarms: EtCO2 high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>the capnograph alarms: EtCO2 low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>the capnograph alarms: SpO2 high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>the capnograph alarms: SpO2 low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>the capnograph alarms: inspired CO2 high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>the capnograph alarms: no breath</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>the capnograph alarms: pulse rate high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>the capnograph alarms: pulse rate low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>the capnograph alarms: respiratory rate high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>the capnograph alarms: respiratory rate low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/pcapng.py"/>
        <source>the capture ends in the middle of a block, or is broken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/broker.py"/>
        <source>the certificate of the broker {address} is not trusted: {verify_message}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/checkpoint.py"/>
        <source>the checkpoint has version {state}; this program knows version {checkpoint_version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/broker.py"/>
        <source>the client certificate cannot be used ({files}): {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/annunciator/mixer.py"/>
        <source>the computer's sound is muted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/annunciator/mixer.py"/>
        <source>the computer's volume is {percent} %, at least {floor_percent} % is needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/map_intake.py"/>
        <source>the configuration is accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/discovery.py"/>
        <source>the configuration is not a JSON object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/discovery.py"/>
        <source>the configuration names no state topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/discovery.py"/>
        <source>the configuration names the availability topic {named}, the room file {expected}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/session.py"/>
        <source>the connection to the broker {address} was lost: {cause}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>the cuff did not reach its pressure in time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/cuff.py"/>
        <source>the cuff did not start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/pressure_desk.py"/>
        <source>the cuff gave no reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/cuff.py"/>
        <source>the cuff is driven by the {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/interpreter.py"/>
        <source>the cuff is kept inflated for venous stasis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/cuff.py"/>
        <source>the cuff is measuring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/cuff.py"/>
        <source>the cuff is on the arm of the infusion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/cuff.py"/>
        <source>the cuff is on the forbidden arm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/interpreter.py"/>
        <source>the cuff module is being calibrated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/cuff_orders.py"/>
        <source>the cuff was moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/payloads.py"/>
        <source>the device calls it valid but sends no number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/intake.py"/>
        <source>the device calls its values {provenance}, the room file calls them {configured}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/pressure_desk.py"/>
        <source>the device doubts it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/supervisor.py"/>
        <source>the device ended the connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/payloads.py"/>
        <source>the device gives no reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/documents.py"/>
        <source>the device gives no value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/documents.py"/>
        <source>the device gives no value ({value})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/map_intake.py"/>
        <source>the device has left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/intake.py"/>
        <source>the device has left the broker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/map_intake.py"/>
        <source>the device has not said that it is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/map_pressure.py"/>
        <source>the device holds a reading from before, nobody knows since when</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/map_pressure.py"/>
        <source>the device holds a reading that is hours old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/intake.py"/>
        <source>the device is on line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/map_intake.py"/>
        <source>the device is there again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/acceptance.py"/>
        <source>the device sent no number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>the device shows dashes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/annunciator/vigil.py"/>
        <source>the display stands still</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/missing_items.py"/>
        <source>the dose delivered: a rate or an amount was not recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>the end is not recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/host.py"/>
        <source>the engine made no step within {timeout_s} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/missing_items.py"/>
        <source>the escort: nobody recorded that one is here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care_intake.py"/>
        <source>the gateway has lost the monitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/tcp.py"/>
        <source>the host answers, but nothing listens on port {port}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/broker.py"/>
        <source>the host name {host} of the broker is unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/answers.py"/>
        <source>the infusion began</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/fields.py"/>
        <source>the key {name} is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>the last is {age_s} min old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>the link in the room file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nellcor_ascii/interpreter.py"/>
        <source>the link repeats lines that were read before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/cuff.py"/>
        <source>the link was lost while the cuff was measuring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/missing_items.py"/>
        <source>the lot of the drug</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/acceptance.py"/>
        <source>the mean does not fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>the measurement took too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/map_intake.py"/>
        <source>the message does not say when it was made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/interpreter.py"/>
        <source>the message is shifted by one byte: its SpO2 is the respiratory rate of the one before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/documents.py"/>
        <source>the message lacks it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/oximetry.py"/>
        <source>the module gives no SpO2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/oximetry.py"/>
        <source>the module gives no perfusion index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/oximetry.py"/>
        <source>the module gives no pulse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/conversation.py"/>
        <source>the monitor accepted the association but did not present itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/alert_states.py"/>
        <source>the monitor alarms: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/conversation.py"/>
        <source>the monitor broke the association off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/usable.py"/>
        <source>the monitor calls it invalid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/usable.py"/>
        <source>the monitor calls it questionable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care.py"/>
        <source>the monitor calls it {status}, not final</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/messages.py"/>
        <source>the monitor did not update the value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/conversation.py"/>
        <source>the monitor does not answer the request for association</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care.py"/>
        <source>the monitor does not call it final</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/interpreter.py"/>
        <source>the monitor does not measure SpO2: no sensor, or switched off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>the monitor gave no complete reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/interpreter.py"/>
        <source>the monitor gives no EtCO2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/interpreter.py"/>
        <source>the monitor gives no SpO2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/usable.py"/>
        <source>the monitor gives no number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/interpreter.py"/>
        <source>the monitor gives no pulse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/interpreter.py"/>
        <source>the monitor gives no respiratory rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>the monitor gives no value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/pressure.py"/>
        <source>the monitor gives no {missing}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/conversation.py"/>
        <source>the monitor has been silent for {silence_s} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/cuff.py"/>
        <source>the monitor has no cuff module</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/interpreter.py"/>
        <source>the monitor has no module for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care_intake.py"/>
        <source>the monitor holds a reading from before, nobody knows since when: it is not taken over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care_intake.py"/>
        <source>the monitor holds a reading that was taken {age_s} minutes ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/interpreter.py"/>
        <source>the monitor is being configured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care_intake.py"/>
        <source>the monitor is heard again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>the monitor is in STAT mode: it inflates again and again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/interpreter.py"/>
        <source>the monitor is in demonstration mode: its numbers are no patient's</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/interpreter.py"/>
        <source>the monitor is in service mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/interpreter.py"/>
        <source>the monitor is learning the ECG</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/interpreter.py"/>
        <source>the monitor is not measuring it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/interpreter.py"/>
        <source>the monitor is on standby</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/capnostream/states.py"/>
        <source>the monitor is set to neonate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/interpreter.py"/>
        <source>the monitor names no source of the rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/interpreter.py"/>
        <source>the monitor no longer lists it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/pressure.py"/>
        <source>the monitor no longer lists the cuff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/capture.py"/>
        <source>the monitor refuses the association</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/conversation.py"/>
        <source>the monitor refuses the association: another computer may be connected, or an option is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/conversation.py"/>
        <source>the monitor refuses to be asked for its numbers (reason {reason})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/interpreter.py"/>
        <source>the monitor refuses to tell its alarms: look at its own screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/capture.py"/>
        <source>the monitor released the association</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/interpreter.py"/>
        <source>the monitor repeats one record: its values are not new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/interpreter.py"/>
        <source>the monitor reports asystole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care.py"/>
        <source>the monitor says: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/alert_states.py"/>
        <source>the monitor sends a list of {kind} alarms that cannot be read; look at its screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/interpreter.py"/>
        <source>the monitor takes pressures on its own cycle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/alert_states.py"/>
        <source>the monitor tests its alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/room.py"/>
        <source>the monitor was restarted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/driver.py"/>
        <source>the monitor's interface has no command for the cuff; start it at the monitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/memory.py"/>
        <source>the other end was closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>the oximeter alarms: PI delta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>the oximeter alarms: SpCO high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>the oximeter alarms: SpCO low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>the oximeter alarms: SpMet high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>the oximeter alarms: SpMet low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>the oximeter alarms: SpO2 high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>the oximeter alarms: SpO2 low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>the oximeter alarms: desaturation index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nellcor_ascii/interpreter.py"/>
        <source>the oximeter alarms: loss of pulse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>the oximeter alarms: pulse rate high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>the oximeter alarms: pulse rate low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/interpreter.py"/>
        <source>the oximeter does not rank the measurement as good (SmartPoint)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/interpreter.py"/>
        <source>the oximeter finds no pulse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/contec_cms50/interpreter.py"/>
        <source>the oximeter gives no SpO2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/contec_cms50/interpreter.py"/>
        <source>the oximeter gives no perfusion index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/contec_cms50/interpreter.py"/>
        <source>the oximeter gives no pulse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/interpreter.py"/>
        <source>the oximeter has no value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/contec_cms50/interpreter.py"/>
        <source>the oximeter is recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nellcor_ascii/interpreter.py"/>
        <source>the oximeter is set to neonate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/contec_cms50/interpreter.py"/>
        <source>the oximeter is shutting down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nellcor_ascii/interpreter.py"/>
        <source>the oximeter marks SpO2 as outside its limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nellcor_ascii/interpreter.py"/>
        <source>the oximeter marks the pulse as outside its limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nellcor_ascii/interpreter.py"/>
        <source>the oximeter prints the unknown flag {flag}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/contec_cms50/interpreter.py"/>
        <source>the oximeter reports that SpO2 is low or falling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/contec_cms50/interpreter.py"/>
        <source>the oximeter says that it stops sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/driver.py"/>
        <source>the oximeter sends {name}; the room file says {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/cuff.py"/>
        <source>the patient is off the monitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/admission_orders.py"/>
        <source>the patient was discharged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/fields.py"/>
        <source>the payload has {payload} bytes, more than {at_most_bytes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care.py"/>
        <source>the payload holds {objects} objects, more than {max_objects}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/map_intake.py"/>
        <source>the payload is not JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/fields.py"/>
        <source>the payload is not JSON ({name})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/documents.py"/>
        <source>the payload is not UTF-8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/fields.py"/>
        <source>the payload is not a JSON object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care.py"/>
        <source>the payload is not a list of objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/serial_port.py"/>
        <source>the port is in use by another program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/missing_items.py"/>
        <source>the pressure at the end (none in the {end_within_ms} minutes before the discharge)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/missing_items.py"/>
        <source>the pressure at {mark} minutes after the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/missing_items.py"/>
        <source>the pressure before the drug (none in the {pre_dose_within_ms} minutes before it)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/profiles.py"/>
        <source>the profile names no closer one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/stay_rows.py"/>
        <source>the profile's again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/hl7_sender.py"/>
        <source>the queue cannot be written: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/intake.py"/>
        <source>the reading was taken {age_s} minutes ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/course_desk.py"/>
        <source>the record cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/shell_inputs.py"/>
        <source>the record is not being written: no confirmation for more than 1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/interpreter.py"/>
        <source>the recording ends here, so a part may be missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nellcor_ascii/interpreter.py"/>
        <source>the recording ends in this line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/checkpoint.py"/>
        <source>the room file no longer has the place {place_id}, where {label} sits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/discovery.py"/>
        <source>the sensor was taken away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/rfc2217.py"/>
        <source>the serial server does not confirm {missing} within {negotiation_timeout_s} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/rfc2217.py"/>
        <source>the serial server ended the connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/rfc2217.py"/>
        <source>the serial server no longer has {changed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/rfc2217.py"/>
        <source>the serial server refuses {refused}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>the serial server's settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/rfc2217.py"/>
        <source>the server does not begin with RFC 2217, so nothing was sent to it; a raw TCP port is written tcp://{address}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/rfc2217.py"/>
        <source>the server speaks telnet, but not RFC 2217</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/usable.py"/>
        <source>the signal does not allow a value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/annunciator/outputs.py"/>
        <source>the sound device does not start ({args})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/annunciator/outputs.py"/>
        <source>the sound device takes no sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/annunciator/mixer.py"/>
        <source>the sound goes to another output now: {output} instead of {accepted_output}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/sound.py"/>
        <source>the sound is not fed: {name}: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/sound.py"/>
        <source>the sound program cannot be started: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/sound.py"/>
        <source>the sound program ended and is being started again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/sound.py"/>
        <source>the sound program stood still and is being started again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/interpreter.py"/>
        <source>the spot check ended without a measurement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/entry_orders.py"/>
        <source>the start of the infusion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/discovery.py"/>
        <source>the state topic {topic} does not lie below the device's link {prefix}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/annunciator/sounder.py"/>
        <source>the station has ended without a word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/discovery.py"/>
        <source>the template {template} does more than to name one value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/payloads.py"/>
        <source>the topic is not vitals/v1/&lt;site&gt;/&lt;device&gt;/&lt;kind&gt; or &lt;prefix&gt;/&lt;kind&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/missing_items.py"/>
        <source>the total minutes: an end is not recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/discovery.py"/>
        <source>the unit {name} is none of {parameter}: expected {expected}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care.py"/>
        <source>the unit {unit} is not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/annunciator/outputs.py"/>
        <source>the wave file is no longer written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/usb_ports.py"/>
        <source>there are: {ports}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/device_desk.py"/>
        <source>there is no device of this name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/cuff.py"/>
        <source>there is no patient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/usb_ports.py"/>
        <source>there is none at all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/cuff.py"/>
        <source>this cuff cannot be started from here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/memory.py"/>
        <source>this end was closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/device_desk.py"/>
        <source>this room keeps no recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>too long at one pressure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/loop.py"/>
        <source>too many names are being looked up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>too much ambient light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/last_values.py"/>
        <source>too old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/followup.py"/>
        <source>two minutes are over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/messages.py"/>
        <source>under the range of the monitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/handover.py"/>
        <source>undoubted {sure}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/payloads.py"/>
        <source>unit is {given}, not {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/pressure.py"/>
        <source>unit {unit} is no pressure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/interpreter.py"/>
        <source>unit {unit} is not one of {parameter}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nellcor_ascii/interpreter.py"/>
        <source>unknown flag {flag}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>unrecognised cable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/interpreter.py"/>
        <source>unrecognised sensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/entries.py"/>
        <source>unresponsive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/review_views.py"/>
        <source>useful</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/alert_states.py"/>
        <source>ventricular fibrillation or tachycardia</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/alert_states.py"/>
        <source>ventricular rhythm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/alert_states.py"/>
        <source>ventricular tachycardia</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/machine.py"/>
        <source>violated for as long as the rule asks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/entries.py"/>
        <source>vomiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/annunciator/outputs.py"/>
        <source>wave file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/annunciator/outputs.py"/>
        <source>wave output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care.py"/>
        <source>wave-name is {name}, not one of {waves}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_interpreter.py"/>
        <source>weak ECG signal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/rfc2217.py"/>
        <source>what answers sends no proper telnet ({error})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_rules.py"/>
        <source>what if</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/outlet.py"/>
        <source>what leaves the room cannot be shown: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_s5_dri/cuff.py"/>
        <source>when this reading was measured is not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>which has {line}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/start_gate.py"/>
        <source>wiring not confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/stages.py"/>
        <source>with a recorded start and end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/awake.py"/>
        <source>without a word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/usb_ports.py"/>
        <source>without serial number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/machine.py"/>
        <source>worse than acknowledged, or the acknowledgement ran out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/followup.py"/>
        <source>worse than what was acknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/annunciator/__main__.py"/>
        <source>write wave files instead of playing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/serial_port.py"/>
        <source>write {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/shell_inputs.py"/>
        <source>writing again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care_intake.py"/>
        <source>wrong cuff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/map_pressure.py"/>
        <source>{absent_because}: it is not taken over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/profiles.py"/>
        <source>{accepted_by} has accepted these limits already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/messages.py"/>
        <source>{age_s} min ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/rfc2217.py"/>
        <source>{baud} baud</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>{cable} Is it the right port of the serial server?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>{celsius} is outside {low}-{high}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/awake.py"/>
        <source>{command} ended at once: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/awake.py"/>
        <source>{command} is not installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/interpreter.py"/>
        <source>{converted} is outside {low}-{high}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/refusals.py"/>
        <source>{count} messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/numerics.py"/>
        <source>{count} values in {remaining} bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/touched.py"/>
        <source>{cuff} of {preset}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/rfc2217.py"/>
        <source>{data_bits} data bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/allow_list.py"/>
        <source>{data} is not among the commands this driver may send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_driver.py"/>
        <source>{device_id} does not answer, so nothing was started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/driver.py"/>
        <source>{device_id} does not confirm that it stopped; press cancel at the monitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_driver.py"/>
        <source>{device_id} does not confirm that it stopped; take the cuff off the arm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/streaming.py"/>
        <source>{device_id} has no cuff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/masimo_ascii1/driver.py"/>
        <source>{device_id} is an oximeter and has no cuff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_driver.py"/>
        <source>{device_id} is being started already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_driver.py"/>
        <source>{device_id} is measuring already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/streaming.py"/>
        <source>{device_id} upkeep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_driver.py"/>
        <source>{device_id} was told to start but does not report that it is measuring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/driver.py"/>
        <source>{device_id}: Data Export cannot start the cuff; start it at the monitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/driver.py"/>
        <source>{device_id}: Data Export cannot stop the cuff; stop it at the monitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_driver.py"/>
        <source>{device_id}: cancelled before it reported that it is measuring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/driver.py"/>
        <source>{device_id}: cancelled before the cuff was started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/session.py"/>
        <source>{device_id}: not authorised to read {names} at the broker {address}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/berry_bci/pm6750_driver.py"/>
        <source>{device_id}: starting the cuff from here is not allowed for this device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/session.py"/>
        <source>{device_id}: the broker {address} broke off while subscribing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/broker.py"/>
        <source>{device_id}: the link is MQTT, but the room names no broker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/broker.py"/>
        <source>{device_id}: the link {link} is not mqtt://vitals/v1/&lt;site&gt;/&lt;device&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/kind.py"/>
        <source>{device_id}: the map names no availability topic, without which a held value is believed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/kind.py"/>
        <source>{device_id}: the room file does not say which monitor of the CARE stream this is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/kind.py"/>
        <source>{device_id}: the room file holds no map of this device's messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/questions.py"/>
        <source>{dose} mg/kg, and {name} usually has {usual}: is it meant?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>{dropped_messages} messages were thrown away because they came faster than they could be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>{error} Please report it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/awake.py"/>
        <source>{error}; keep the screen on in the system's settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/leave.py"/>
        <source>{faint_min} min after {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>{found}, at least {least} needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/window_views.py"/>
        <source>{given} mg given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/window_views.py"/>
        <source>{given} mg given in {minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/leave.py"/>
        <source>{high_alarm_min} min after a HIGH alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/address.py"/>
        <source>{host} is this computer itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/cuff.py"/>
        <source>{inflations} inflations in this session: look at the arm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/leave.py"/>
        <source>{infusion_min} min after the end of the infusion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/acceptance.py"/>
        <source>{innovation} mmHg off the trend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/discovery.py"/>
        <source>{keys} is {value}, not a topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/discovery.py"/>
        <source>{keys} is {value}, not text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/discovery.py"/>
        <source>{key} is {value}, not text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/payloads.py"/>
        <source>{kind} {value} is outside {low} to {high}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>{known} %, at least {least} % needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/admission_orders.py"/>
        <source>{label} left with {left_open}: look where the patient is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/questions.py"/>
        <source>{least_mg_per_kg} to {most_mg_per_kg} mg/kg</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/proposal_files.py"/>
        <source>{lost} alarms lost, {gained} gained, {undetermined} undetermined.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/alarms/advice_bank.py"/>
        <source>{low}–{high} at {at_min} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/leave.py"/>
        <source>{minimum} min after the first dose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>{minutes} min left: {leave}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nellcor_ascii/interpreter.py"/>
        <source>{model} alarms outside SpO2 {spo2}-{spo22} % and pulse {pulse}-{pulse2}/min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/capture.py"/>
        <source>{model} of bed {bed_label} waits at {where}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/outlet.py"/>
        <source>{name} cannot take a step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/fields.py"/>
        <source>{name} is longer than {max_text_length} characters or not printable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/call.py"/>
        <source>{name} is missing or no text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/fields.py"/>
        <source>{name} is not JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/fields.py"/>
        <source>{name} is not a finite number of sensible size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/fields.py"/>
        <source>{name} is not a list of at most {at_most} numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/people.py"/>
        <source>{name} is signed in as {role}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care_intake.py"/>
        <source>{name} is {limit} by the monitor's own limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/fields.py"/>
        <source>{name} is {text}, not an RFC 3339 time with zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/fields.py"/>
        <source>{name} is {text}, not one of {choices}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/fields.py"/>
        <source>{name} is {text}, which is no time of any calendar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/fields.py"/>
        <source>{name} is {value}, not a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/fields.py"/>
        <source>{name} is {value}, not a whole number from 0 on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/fields.py"/>
        <source>{name} is {value}, not text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/fields.py"/>
        <source>{name} is {value}, not true or false</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/people.py"/>
        <source>{name} signed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/messages.py"/>
        <source>{name} {arrow} last {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/messages.py"/>
        <source>{name} {arrow} was {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/messages.py"/>
        <source>{name} {arrow} was {value}, {reading_age_s} min ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/entered_values.py"/>
        <source>{name} {value} is not between {low} and {high}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_rules.py"/>
        <source>{name}, changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/udp.py"/>
        <source>{name}: cannot be reached ({strerror})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/udp.py"/>
        <source>{name}: cannot listen ({strerror})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/serial_port.py"/>
        <source>{name}: cannot write ({error})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/tcp.py"/>
        <source>{name}: connection broke ({error})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/tcp.py"/>
        <source>{name}: connection closed by the other end{words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/usb_ports.py"/>
        <source>{name}: no USB serial adapter with this number is plugged in; {ports}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/udp.py"/>
        <source>{name}: no host of the name {host} is known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/udp.py"/>
        <source>{name}: the host cannot be reached or nothing listens there ({exc})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/serial_port.py"/>
        <source>{name}: the port is gone ({error})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/serial_port.py"/>
        <source>{name}: the reader stopped unexpectedly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/udp.py"/>
        <source>{name}: the socket was closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/tcp.py"/>
        <source>{name}: took no bytes for {send_timeout_s} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/usb_ports.py"/>
        <source>{name}: {fitting} ports have this USB serial number; {fitting2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/annunciator/outputs.py"/>
        <source>{no_device} (no sound system is installed)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/stay_rows.py"/>
        <source>{now}{rate}, before {former}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/nonin/interpreter.py"/>
        <source>{number} is outside {low}-{high}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/leave.py"/>
        <source>{observe_min} min after {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>{open}, but nothing has come yet. {silent}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/values.py"/>
        <source>{parameter} {number} is outside {low} to {high}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/recorder.py"/>
        <source>{path} cannot be written: {strerror}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/proposal_files.py"/>
        <source>{path} is there already: a proposal never takes the place of a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_export.py"/>
        <source>{path} is there already: an export never takes the place of a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/recorder.py"/>
        <source>{path} is there already; a recording never replaces another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/window_views.py"/>
        <source>{place_id} from {from_utc_ms} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/call_book.py"/>
        <source>{place}: CALL NOT DELIVERED, nobody else knows ({reasons})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/call_book.py"/>
        <source>{place}: calling {told}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/call_book.py"/>
        <source>{place}: {names} called, no answer yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/address.py"/>
        <source>{port} is a pseudo-terminal ({target})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/survey.py"/>
        <source>{product} at {device}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/questions.py"/>
        <source>{rate_mg_per_h} mg/h for {duration_s} min are {total} mg, and the dose is {dose_mg} mg: which is right?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/stay_rows.py"/>
        <source>{reason} (voided: {voided})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/hl7_sender.py"/>
        <source>{receiver} ended the connection without an answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/messages.py"/>
        <source>{record} confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/outside/hl7_sender.py"/>
        <source>{refused} refused by the receiver and set aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/wire.py"/>
        <source>{remaining} bytes too many</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/admission_orders.py"/>
        <source>{room} stays, still open: {words}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/answers.py"/>
        <source>{rule} can rise to HIGH: it is not suspended while the infusion runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/what_if_view.py"/>
        <source>{rule} cannot be judged afterwards; it spoke {recorded} times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/stay_rows.py"/>
        <source>{rule} for {minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/answers.py"/>
        <source>{rule} has no limit that could be set for one patient.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/answers.py"/>
        <source>{rule} is not suspended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>{seconds} days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/link_watch.py"/>
        <source>{share} % of its bytes cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>{share} of the bytes of the last 30 s cannot be read. {swallowed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>{share} of the bytes of the last 30 s cannot be read: look at the plug, the length of the cable and the earth, and compare speed and parity.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/engine/diagnosis.py"/>
        <source>{share} of what was published in the last 30 s was refused: the notices of the device say why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/messages.py"/>
        <source>{short}: last {shown}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>{shown} is no full reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/start_gate.py"/>
        <source>{shown}, and from {limit} on a physician decides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/gate.py"/>
        <source>{shown}, baseline {systolic}/{diastolic}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/start_gate.py"/>
        <source>{shown}: rest, repeat, and tell a physician</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/answers.py"/>
        <source>{sign_in} A rule is suspended by somebody in the room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/answers.py"/>
        <source>{sign_in} Everybody must see who is going.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/philips_intellivue/wire.py"/>
        <source>{size} bytes expected, {remaining} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/transport/rfc2217.py"/>
        <source>{stop_bits} stop bit{stop_bits2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/values.py"/>
        <source>{systolic}/{diastolic} is outside {pressure_low_mmhg} to {pressure_high_mmhg} mmHg</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/values.py"/>
        <source>{systolic}/{diastolic}, mean {mean}, is in impossible order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/wiring.py"/>
        <source>{title} ({device_id}) is fixed to {title2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/wiring.py"/>
        <source>{title} ({device_id}) stands at {title2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/cuff.py"/>
        <source>{title} is not on line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/admission_orders.py"/>
        <source>{title} is taken by {room}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/handover.py"/>
        <source>{title}: bedside alarm on and heard?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/port/device_line.py"/>
        <source>{values} on line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/mqtt/adapters/care.py"/>
        <source>{value} is not a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>{value} is outside {low}-{high}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/vigil.py"/>
        <source>{value} noted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/domain/questions.py"/>
        <source>{weight_kg} kg, and {last} kg at the last session: is the weight right, and in kg?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/review_rules.py"/>
        <source>{what} must be {removeprefix}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/place_orders.py"/>
        <source>{where} {verb} not reacted: lift the probe there and put it back, or take a pressure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/place_orders.py"/>
        <source>{who} at {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="drivers/ge_dinamap/interpreter.py"/>
        <source>{why}, before this link was opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/review/touched.py"/>
        <source>{words} of the closer limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/app/proposal_files.py"/>
        <source>{word}: {alarm}{rule}, session {session_id}, peak {peak_words}{milder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/start_gate.py"/>
        <source>“{text}” can be set aside by a {override}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/room/start_gate.py"/>
        <source>“{text}” cannot be set aside.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>station</name>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source> (set)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/windows/in_front.py"/>
        <source>!! NOT IN FRONT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>(mean {mean})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>(only milder)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>(was {knob})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/alarm_bar.py"/>
        <source>+{chips} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/alarm_bar.py"/>
        <source>+{hidden} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/chair_panel.py"/>
        <source>+{lines} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/trend_cursor.py"/>
        <source>, mean {mean}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>, paused {paused}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>, pulse {baseline_rate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>, set by {by}: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/questions.py"/>
        <source>, {minutes_ago} min ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>, {name} is going</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/form_dialog.py"/>
        <source>1 min earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/form_dialog.py"/>
        <source>1 min later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>1 … 24   select a chair and open its view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/form_dialog.py"/>
        <source>10 min earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>30 to 250</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>?   these keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>A   acknowledge at the selected chair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/tour.py"/>
        <source>A click on a tile opens the chair beside the room. Note and … hold all that can be recorded.
Acknowledge says that you have read an alarm. It mutes the sound, never the line.
Whatever you record, the station drives nothing: the pump is started and stopped at the chair.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>A patient needs a label: initials and year of birth.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/closer_form.py"/>
        <source>A physician decides this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/baseline_form.py"/>
        <source>A physician decides this. Rules that compare with the baseline follow; fixed limits stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>A pressure has two numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>A rule is suspended for at most {minutes} minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>A suspension needs a reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/profile_change.py"/>
        <source>Accept these limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/alarms.py"/>
        <source>Acknowledge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/alarms.py"/>
        <source>Acknowledge room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/alarms.py"/>
        <source>Acknowledge the alarms about the room itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/alarms.py"/>
        <source>Acknowledge the alarms of {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/alarms.py"/>
        <source>Acknowledge {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/actions.py"/>
        <source>Acknowledged at {title}: {covered}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_alarms.py"/>
        <source>Action noted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>Add as {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/review_desk.py"/>
        <source>Addendum kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>Addendum to {label}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/windows/review.py"/>
        <source>Addendum …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>Admit a patient to {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>Admit patient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Admit patient · {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_alarms.py"/>
        <source>Alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_view.py"/>
        <source>Alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/alarm_table.py"/>
        <source>Alarms of the session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>Alarms that come and go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>Alarms, limits and record go along. Which monitor goes along?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>Aldrete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/statistics_panel.py"/>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>All patients …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Amount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Amount mg</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/form_dialog.py"/>
        <source>An earlier time needs a reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>An own limit needs a reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/baseline_form.py"/>
        <source>Another baseline needs a reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/history_screen.py"/>
        <source>Answer the alarms first: history would stand before them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>Apr</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>Artefact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/questions.py"/>
        <source>Assign a device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>Assign {link}, {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/device_rows.py"/>
        <source>Assign …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>Aug</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/trend_cursor.py"/>
        <source>BP none yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>BP {pressure}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/trend_cursor.py"/>
        <source>BP {reading} mmHg, measured {measured}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/devices_page.py"/>
        <source>Back to the room (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>Baseline: {baseline}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Birth year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Birth year: four digits are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Bolus given at the chair?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>By device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>By hour of the day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>By place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>By rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>By rule, alarms per session hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/dialogs.py"/>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/review_desk.py"/>
        <source>Cancelled: no result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>Card …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>Change, 95 % interval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/profile_change.py"/>
        <source>Changed limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>Checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>Checks ({start_checks})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Checks before leaving · {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Checks before the start · {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/device_detail.py"/>
        <source>Choose a device on the left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/statistics_panel.py"/>
        <source>Choose a period.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/session_page.py"/>
        <source>Choose a session on the left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Clinic number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/chair_panel.py"/>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/chair_panel.py"/>
        <source>Close the chair view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/closer_form.py"/>
        <source>Closer limits …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/review_actions.py"/>
        <source>Comment (may stay empty)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/questions.py"/>
        <source>Copy these lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/review_desk.py"/>
        <source>Counting …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/windows/review.py"/>
        <source>Course</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/course_panel.py"/>
        <source>Course of {cards} infusions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Cuff on arm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>Dec</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>Device clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_view.py"/>
        <source>Devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/devices_screen.py"/>
        <source>Devices page closed: a new high alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>Devices · {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>Devices: what each link says and what is wrong with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/baseline_form.py"/>
        <source>Diastolic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/baseline_form.py"/>
        <source>Diastolic mmHg</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>Did you hear the tone at the staff place, and do two of the lines flash?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>Discharge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Discharge with open checks …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Discharge …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Dissociation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Dose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Dose given at the chair?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Dose mg/kg</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Dressing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Drug</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Drug given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>Drugs: {list}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>Due: {list}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Duration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Duration min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Duration: more than 0 minutes are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>ECG</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>ENTERED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>EXPERIMENTAL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>End of the stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Enter at least one value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_steps.py"/>
        <source>Enter values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Enter values by hand …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Enter values …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Escape   back to the room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_view.py"/>
        <source>Estimate, not measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>EtCO₂</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>Every alarm is marked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>Every number carries “?” until somebody has looked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Every question needs an answer in words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>Experimental: some facts of this format are of medium certainty. Compare every value with the bedside monitor before relying on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/windows/review.py"/>
        <source>Export the session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>Export {label}, {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/windows/review.py"/>
        <source>Export …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>F11   full screen and back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/review_texts.py"/>
        <source>FHIR R4B bundle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>Feb</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/review_dialogs.py"/>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/review_dialogs.py"/>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>Frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/free_place.py"/>
        <source>Free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/free_place.py"/>
        <source>Free · {device_line}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>G   I am going to the selected chair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>Gained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Given at the chair?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>Goes along</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>H   history: earlier sessions, their alarms, what if</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/review_texts.py"/>
        <source>HL7 v2.6 message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>HR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>HR /min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>HR ECG /min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>Handover</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>Handover card of {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Handover card …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>Handover of all patients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>Handover · {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Handover …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>Heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Heart or vessel disease</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Hide names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>Highest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/history_screen.py"/>
        <source>History hidden: a new alarm. H shows it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>History: earlier sessions and their alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>Hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Hypertension</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>I am going</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>In words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>Infusion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/windows/station.py"/>
        <source>Infusion room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Initials and birth year, never a full name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Is this meant? · {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>It ends with the session and stands on the handover card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>It makes no sound for that time; its line stays on the screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>Its own alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>Jan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>Jul</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>Jun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/actions.py"/>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>LOST although marked useful: {named}{more}. They are named in the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/what_if_panel.py"/>
        <source>LOST although useful: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/statistics_panel.py"/>
        <source>Last 30 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/statistics_panel.py"/>
        <source>Last 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>Last byte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/raw_view.py"/>
        <source>Last bytes on the wire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>Last good frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/statistics_panel.py"/>
        <source>Last year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_alarms.py"/>
        <source>Lasted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>Leaving with open checks needs a reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Lift suspension of {rule}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>Limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_view.py"/>
        <source>Limits and silences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/what_if_panel.py"/>
        <source>Limits of the room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/what_if_panel.py"/>
        <source>Limits, delays, rules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Line in arm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/assign_dialog.py"/>
        <source>Lines for the room file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>Look at the patients and the bedside monitors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>Lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Lot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>M   hide or show names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>MOAA/S</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>MOAA/S, 5 awake</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>MONITOR STALLED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/sign_in.py"/>
        <source>Make the first account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>Mar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_alarms.py"/>
        <source>Mark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>Marked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/review_desk.py"/>
        <source>Marked {mark}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>May</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/baseline_form.py"/>
        <source>Mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/baseline_form.py"/>
        <source>Mean mmHg</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Measure pressure now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Measured by hand; shown and kept as entered. Leave empty what was not measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>Median</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>Minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/dialog_desk.py"/>
        <source>More · {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Move to another place …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>Move to bay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>Move · {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>N   note for the selected chair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>NIBP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>NIBP mmHg</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calling.py"/>
        <source>NOT DELIVERED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>NOT HEARD: the alarm stays until a tone was heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>NOT WHAT WAS SIGNED: the record was changed after the signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/sign_in.py"/>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/history_screen.py"/>
        <source>Names are hidden here: sign in, or show names, before history is opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/actions.py"/>
        <source>Names are hidden: show them (M) to hand patients over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>Neither lost nor gained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Never this arm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/tour.py"/>
        <source>Next: {card}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>Next: {title} …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>No alarm of these rules under either.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>No alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/alarms.py"/>
        <source>No alarms in the room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/alarm_table.py"/>
        <source>No alarms in this session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>No alarms.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>No course with a number of the infusion.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/history_screen.py"/>
        <source>No history here: this display has no record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>No monitor at this place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/course_panel.py"/>
        <source>No other infusion of this course is on record: courses are joined by the clinic's number of the patient.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>No place is free. The patient stays here until one is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>No real session in this time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>No session fits. Take a filter away or search for something else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>No values since the start at {clock}, {span}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>No values yet, {span} since {clock}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>Nobody is in the room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>Nobody is signed in: a proposal bears a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>Nobody is signed in: an addendum bears a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>Not done. {place}{reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>Not heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/device_rows.py"/>
        <source>Not in the room file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/devices_page.py"/>
        <source>Not recorded: {no_port}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/devices_page.py"/>
        <source>Not recorded: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Note in words …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/dialog_desk.py"/>
        <source>Note · {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Note …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>Notes: {list}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/actions.py"/>
        <source>Nothing acknowledged: the alarm has been on screen for less than a second. Read it and press again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/raw_view.py"/>
        <source>Nothing has gone over this wire yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/what_if_panel.py"/>
        <source>Nothing here changes the limits of a room: a proposal is a file that a physician has to approve.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>Nothing is proposed from a session that is no patient's.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Nothing is written yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/actions.py"/>
        <source>Nothing to acknowledge here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>Nothing was given; the session ends here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/dialog_desk.py"/>
        <source>Nothing was opened: another patient or nobody is there now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>Nothing wrong is seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>Nov</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Number of sessions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>Oct</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>One of the first three</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/tour.py"/>
        <source>One tile is one patient, and no tile ever moves.
The line above the numbers is the alarm: !!! high, !! medium, ! low, each with its own colour.
Under each number stands how old it is and how far it lies over the patient's own baseline.
A grey number is old. Dashes mean that there is none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>Only a signed session gets an addendum.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/session_panel.py"/>
        <source>Only sessions {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/baseline_form.py"/>
        <source>Other baseline …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/closer_form.py"/>
        <source>Other limits for one patient need a reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Over 65</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>Own limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Own limit …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Oxygen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Oxygen at home</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Oxygen l/min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>PI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/sign_in.py"/>
        <source>PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/sign_in.py"/>
        <source>PIN again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/windows/review.py"/>
        <source>Page {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Patient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>Pause sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>Pause the sound of the room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_alarms.py"/>
        <source>Peak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>Peak rise by number of the infusion, of measured pressures, doubtful ones too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_alarms.py"/>
        <source>Person going</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>Phase: {phase}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>Play it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/wave.py"/>
        <source>Pleth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>Port or topic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/closer_form.py"/>
        <source>Pressures come more often and the stay is longer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Probe and cuff are on again? A reading is due now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/review_desk.py"/>
        <source>Proposal written: {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>Pulse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Pulse /min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>Pulse cuff /min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/trend_cursor.py"/>
        <source>Pulse {nearest} /min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Pump paused at the chair?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Pump started again at the chair?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Pump started at the chair?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Pump stopped at the chair?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>REPLAYED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_alarms.py"/>
        <source>Raised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/baseline_form.py"/>
        <source>Rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/baseline_form.py"/>
        <source>Rate /min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Rate changed at the pump?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Rate mg/h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_view.py"/>
        <source>Readings mmHg</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>Real sessions only; every figure of the page, as a table with a line for each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/baseline_form.py"/>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Record admission to {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Record admission to {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Record as wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Record back on monitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Record back on monitor …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_steps.py"/>
        <source>Record bolus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Record bolus …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>Record cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Record cancelled …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/closer_form.py"/>
        <source>Record closer limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>Record discharge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>Record discharge with open checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_steps.py"/>
        <source>Record dose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Record dose given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Record dose given …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Record drug given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_steps.py"/>
        <source>Record end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Record end …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>Record left against advice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Record left against advice …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>Record move of {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>Record move of {who} to {to}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Record note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Record off monitor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Record off monitor …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/baseline_form.py"/>
        <source>Record other baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>Record override</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>Record own limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_steps.py"/>
        <source>Record pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Record pause …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_steps.py"/>
        <source>Record rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Record rate change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Record rate change …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/device_detail.py"/>
        <source>Record raw to file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_steps.py"/>
        <source>Record resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Record resume …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/closer_form.py"/>
        <source>Record room's limits again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>Record same patient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>Record sent to hospital</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Record sent to hospital …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_steps.py"/>
        <source>Record start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Record start …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>Record swap, {who} with {other}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Record taken over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Record values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Record wiring seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Record {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_view.py"/>
        <source>Recorded (entered)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/devices_page.py"/>
        <source>Recording the bytes of {selected}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>Recording to {file}: {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>Recording {problem}: {size} in {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/board.py"/>
        <source>Recovery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>Rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Release cuff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>Release the cuff at {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/review_texts.py"/>
        <source>Report as PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>Resp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>Resume sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>Resume the sound of the room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/windows/review.py"/>
        <source>Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/windows/review.py"/>
        <source>Review · {room_name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/alarms.py"/>
        <source>Room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/closer_form.py"/>
        <source>Room's limits again …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Route</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>Rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/what_if_strip.py"/>
        <source>Run for a period …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>SIMULATED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>STARTING</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>Same patient?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>Same patient? · {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Same patient? …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/statistics_panel.py"/>
        <source>Save as CSV …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/what_if_panel.py"/>
        <source>Save as proposal …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>Save the statistics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/statistics_panel.py"/>
        <source>Save the statistics as CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>Save this as a proposal?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Score …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/session_panel.py"/>
        <source>Search patient, chair, course …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/session_panel.py"/>
        <source>Search sessions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Sedative today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/windows/review.py"/>
        <source>See the page What if.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>Sep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>Session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Session number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>Sessions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Set an entry aside …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Set aside …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>Set aside: {name}. Your name and the reason are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>Setting a check aside needs a reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Setting an entry aside needs a reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Show names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/tour.py"/>
        <source>Show the three cards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Side effect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>Sign as {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>Sign in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/review_actions.py"/>
        <source>Sign in first: a mark, a signature and an addendum bear a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>Sign in first: patients are taken over by name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Sign in somebody else …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>Sign in with name and PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Sign out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Sign out and hand my patients over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/windows/review.py"/>
        <source>Sign session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/windows/review.py"/>
        <source>Sign the session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>Sign {label}, {day_and_minute}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/review_desk.py"/>
        <source>Signed by {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>Signed by {name} ({role}). {sign_note}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/review_actions.py"/>
        <source>Signed in: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>Signed in: {text}. Sign out or hide names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/windows/review.py"/>
        <source>Signed in: {words}. Sign out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>Silence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Sleep apnoea</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_alarms.py"/>
        <source>Sound silenced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>SpO₂</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>SpO₂ limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Space, held for a second   pause the sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>Started again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/windows/review.py"/>
        <source>Statistics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/statistics_panel.py"/>
        <source>Statistics: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>Still open:
{lines}
Your name and the reason are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/device_detail.py"/>
        <source>Stop recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Suspend a rule …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>Suspend rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>Swap places · {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Swap places …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/baseline_form.py"/>
        <source>Systolic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/baseline_form.py"/>
        <source>Systolic mmHg</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>T   light or dark theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>TAKE PRESSURE {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>TAKE PRESSURE {time} · {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/review_texts.py"/>
        <source>Tables as CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>Temp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Test light and sound …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>Test of light and sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>The alarms about probe and cuff are quiet for at most ten minutes. A reading is due on return.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>The answers are kept. Cancel to go back to the numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/tour.py"/>
        <source>The bedside monitor alarms first. This display is a second pair of eyes.
MONITOR STALLED means: look at the patients and the bedside monitors.
Test light and sound every day, from the menu behind your name. The key ? shows all keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>The display has a fault: {kind}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>The entry no longer counts; it stays in the record with the reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>The file holds a patient's data. It is written by a process of its own; the room is watched meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/profile_change.py"/>
        <source>The limits in force are those of the profile file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>The new rate is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>The patient is handed over to others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>The patient leaves against advice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>The record lacks: {list}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>The room file names no device, so nobody is watched by this station. What is plugged in or publishes is listed here as soon as it is seen, with lines for the room file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>The session is locked as it is stored now. What is said later is an addendum.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>The signed session stays as it is; these words stand beside it with your name and the time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/questions.py"/>
        <source>The station changes neither the room file nor the running room. Add the lines to the room file, check it with infusion-monitor check-config, and start the station again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/sign_in.py"/>
        <source>The two PINs differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>Then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/sign_in.py"/>
        <source>There is no account yet. The first one is an administrator's; it makes the others with infusion-monitor accounts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>There is no entry to set aside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/review_dialogs.py"/>
        <source>There is no folder {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>There is nobody to swap with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>This display does not see or control the pump. The bedside monitor alarms first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/what_if_panel.py"/>
        <source>This session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>This session is signed already: what is said later is an addendum.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>This session is signed and locked: say it in an addendum.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/sign_in.py"/>
        <source>This station has no accounts: nobody signs in or out here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/review_actions.py"/>
        <source>This window watches no room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/questions.py"/>
        <source>Time {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Toilet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/trend.py"/>
        <source>Trend and alarms of the session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/chair_trend.py"/>
        <source>Trend, {list}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/chair_trend.py"/>
        <source>Trend. Arrow keys move a cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>Turn a limit to see what would have been different.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>Two patients have changed places. With whom?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>Undet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_alarms.py"/>
        <source>Value, limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Walk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>Weight kg</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/tour.py"/>
        <source>What a click does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/tour.py"/>
        <source>What a tile says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/what_if_panel.py"/>
        <source>What if</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/what_if_strip.py"/>
        <source>What if, for a period</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/what_if_panel.py"/>
        <source>What if: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/review_actions.py"/>
        <source>What is to be added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>What was seen or done?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/tour.py"/>
        <source>When it matters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Which drug was given?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>Which rule?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Who goes along</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Who goes along? Nobody leaves the monitor alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>Why is it wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/form_dialog.py"/>
        <source>Why late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>Wiring walk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>Wiring walk …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>With</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>With lot or time …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>Worst values: {list}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>Write the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>Write the proposal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/review_desk.py"/>
        <source>Writing {name} …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/review_desk.py"/>
        <source>Written: {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>acknowledged by {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/session_page.py"/>
        <source>addendum · {day_and_minute} · {author}: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_alarms.py"/>
        <source>after {span}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>agrees with ours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>ahead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>and {lost} more lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/profile_change.py"/>
        <source>and {more} more: read and accept them with “infusion-monitor profile show” and “accept”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>and {useful} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_alarms.py"/>
        <source>answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>as on the pump; may be empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_view.py"/>
        <source>as the profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/form_dialog.py"/>
        <source>asked for where the time lies back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>at most {minutes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>at {t} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>back on the monitor {back}, away with {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>back within 20 % at {t} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_view.py"/>
        <source>baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>baseline being taken: {readings}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>baseline {baseline_systolic}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>baseline {baseline}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>baseline {pressure}{rate}{spo2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>baseline, infusion not begun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>baseline: {readings}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>bedside alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>behind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>by {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>cannula out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>consent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>contraindications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>course baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>cuff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/closer_form.py"/>
        <source>cuff moved to {arm} arm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>cuff overdue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>cuff {due}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>cuff {next_in}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>discharged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>dissociation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>done: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_view.py"/>
        <source>doubtful</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>doubtful: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/words.py"/>
        <source>due now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>earliest {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>empty: as the preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>empty: back to the profile's</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/baseline_form.py"/>
        <source>empty: no rule compares it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/baseline_form.py"/>
        <source>empty: stays as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>end not recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>entered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>escort</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>escort here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>escort named</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>estimate: effect half gone in {left} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>estimate: half gone in {left} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>estimate: half of the drug effect gone in {left} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>fasting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/what_if_strip.py"/>
        <source>for this session · {along}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>for {span}, since {clock}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>for {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>for {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/profile_change.py"/>
        <source>from the next start on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>gained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>gait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>given: {treated}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>going {left}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/privacy.py"/>
        <source>hidden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/words.py"/>
        <source>high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>in {due}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/words.py"/>
        <source>in {minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/words.py"/>
        <source>information</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>infusion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>infusion not begun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>infusion not begun · {planned} min planned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>infusion {course}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>infusion, {started} of {planned} min (entered){paused}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>instructions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>is the pump still running?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/session_panel.py"/>
        <source>last 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_devices.py"/>
        <source>last bytes {time}  {shown}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>last reading {age}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>last try failed: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>looking for sessions …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/words.py"/>
        <source>low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>m {mean} · {age}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>marked {mark}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/privacy.py"/>
        <source>masked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>may leave at {time} at the earliest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_view.py"/>
        <source>mean {mean}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>mean {mean} · {age}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>measuring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>measuring now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/words.py"/>
        <source>medium</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>milder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>nausea</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/words.py"/>
        <source>next in {next_in} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>no alarm has been marked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>no alarm lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>no alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>no baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>no data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>no data for {minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_devices.py"/>
        <source>no device here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>no drug noted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>no peak measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>no pressure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>no pressure measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>no reading yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>no sound was silenced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>no value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>no values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/wave.py"/>
        <source>no wave now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_forms.py"/>
        <source>nobody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>nobody has taken over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>nobody signed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_view.py"/>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>none measured yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>none recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_view.py"/>
        <source>none yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>none, as the profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>not back within 20 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>not begun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>not marked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_alarms.py"/>
        <source>not measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>not said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>not signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>not taken over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>not taken over for {alone}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>not taken over for {alone}: nobody answers for this patient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>not told by this format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>not told here: this format carries none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_view.py"/>
        <source>nothing yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>of {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_devices.py"/>
        <source>off line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_devices.py"/>
        <source>off line, {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>off line. {diagnosis}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>off monitor with {companion} · {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>off monitor · {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_devices.py"/>
        <source>on line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>on line since {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>on line, but</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_devices.py"/>
        <source>on line, last frame {age}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>on line. {diagnosis}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/forms.py"/>
        <source>on the vial; may be empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>oriented</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>overdue {left}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/words.py"/>
        <source>overdue {minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_alarms.py"/>
        <source>override</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>own limit {limit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>own limit {rule} {limit} set by {by}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>oxygen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>oxygen {flow} l/min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>pause recorded {pause}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>peak {peak_systolic}{rise}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>peak {rise}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>peak {rise} mmHg</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>peak {text}{doubt}{entered}{at}{rise}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>per hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>physician told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>planned time is over: is the pump still running?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>pressure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>pressure {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>profile {profile_name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>pulse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_alarms.py"/>
        <source>pulse {pulse} · SpO₂ {spo2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>pulse {rate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>pulse {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>readings as taken under the old rules · treated patients look harmless</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>recovery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>recovery, {ended} min since end (entered)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/admission.py"/>
        <source>right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>room air</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>same patient?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>saturation {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>sitter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_alarms.py"/>
        <source>sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>sound silenced after {silence_median} (median), {silence_p90} (90 %)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>stands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>take a pressure: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>the pressure that belongs to the end {due}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/course_lookup.py"/>
        <source>the record does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/actions.py"/>
        <source>the room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/devices_page.py"/>
        <source>this display cannot reach the wires</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_alarms.py"/>
        <source>unattributed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/session_panel.py"/>
        <source>unsigned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_alarms.py"/>
        <source>voided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/check_words.py"/>
        <source>wiring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_devices.py"/>
        <source>wiring {wiring}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/widgets/review/session_panel.py"/>
        <source>with high alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>with {owner}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>without sound: {rule}, for {ends_in} by {by}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/words.py"/>
        <source>{age} s ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>{age} · doubtful</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>{age} · entered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>{alarms} alarms per session hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>{alarms} in {sessions}, {session_hours} session hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>{alarms} lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>{alarms} not marked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>{alarms} would be lost, {gained} gained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/words.py"/>
        <source>{bare_age} ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>{caution} No limit of a room changes until a physician approves a profile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>{caution} · {sessions_treated} of {sessions} treated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>{count} addenda</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>{count} addendum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>{count} alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>{count} alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>{count} before start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>{count} before start: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>{count} check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>{count} checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>{count} marked alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>{count} marked alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/outlets.py"/>
        <source>{count} message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/outlets.py"/>
        <source>{count} messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>{count} open check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>{count} open checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>{count} patient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>{count} patients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calling.py"/>
        <source>{count} place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calling.py"/>
        <source>{count} places</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>{count} pressure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>{count} pressures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>{count} reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>{count} readings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>{count} real session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>{count} real sessions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>{count} session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>{count} sessions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>{count} time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>{count} times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/outlets.py"/>
        <source>{delivered} sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>{device_id} at {title}, {look}: {said}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>{difference} ({low} to {high})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>{difference}, no interval from one session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>{done} of {sessions}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>{dosed} min since first dose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/outlets.py"/>
        <source>{dropped} GIVEN UP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>{due} · failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>{ended} min since end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>{frames_per_s} frames/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>{frames} · {frames_per_s} per second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>{gained} gained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/tour.py"/>
        <source>{index} of {cards} · {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_questions.py"/>
        <source>{label} {words}, peak {peak_words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>{left} of {planned} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/questions.py"/>
        <source>{link} is not in the room file. At which place does it stand?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>{list}  +{still} open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>{mark} TEST of the {priority} alarm line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>{mark} · not a patient · counts in no course and no statistics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/outlets.py"/>
        <source>{messages} from outside refused since the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/words.py"/>
        <source>{minutes} min ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>{name} has taken over {mine} of {patients}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>{name} is going</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>{name} is going {left}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/filled.py"/>
        <source>{name} is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>{name} takes over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/outlets.py"/>
        <source>{name} to {target}: {state}{why} · {list}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/filled.py"/>
        <source>{name}: a number from 0 on is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/filled.py"/>
        <source>{name}: a whole number is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/filled.py"/>
        <source>{name}: “{text}” has a comma. Write a decimal point, as in 0.5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/filled.py"/>
        <source>{name}: “{text}” is no number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>{number} of {planned}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>{old_per_hour} → {new_per_hour} alarms per session hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>{old_per_hour} → {new_per_hour} per hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>{on_line} of {devices} on line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>{on_line} of {total} devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>{on_line}/{total} devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>{passed} min since end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>{passed} min since end (entered)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>{passed} min since start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>{passed} min since start (entered)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>{passed} min since start (entered) · {left}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>{passed} min since start · {recorded}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>{passed} of {planned} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>{passed} over {planned} planned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>{passed} · {dosed} since first dose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>{phase} · closer limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calling.py"/>
        <source>{places} not taken over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>{priority} alarm: {short_message}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_alarms.py"/>
        <source>{priority}: {words} {against}, peak {peak}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>{recorded_bytes} bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>{rejected_bytes} of {received_bytes} bytes{share}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>{rise} from {baseline}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/numbers.py"/>
        <source>{rise} · baseline {baseline}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/windows/review.py"/>
        <source>{room_name} · read only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>{rule} from {limit} on, set by {by}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_view.py"/>
        <source>{rule} suspended {ends_in} by {by}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/chair_view.py"/>
        <source>{rule} {limit}, set by {by} {set_utc}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>{shown}, older ones not shown: search, or narrow the dates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/trend_cursor.py"/>
        <source>{time} · {passed} min from the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>{title}, free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>{undetermined} undetermined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>{undetermined} undetermined (repeat never taken)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>{useful} of them marked useful</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>{value} % artefact of {alarms}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/outlets.py"/>
        <source>{waiting} waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/wave.py"/>
        <source>{wave}, last {span} s, not to scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_what_if.py"/>
        <source>{when} {who}{words}{milder}, peak {peak_words}, {mark}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calling.py"/>
        <source>· +{more} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>· doubtful: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>· lowest SpO₂ {lowest_spo2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/alarms.py"/>
        <source>· over now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_statistics.py"/>
        <source>· this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_alarms.py"/>
        <source>· {age} min ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/devices.py"/>
        <source>· {rejected_share} % of the last 30 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/actions.py"/>
        <source>· {rest} newer not acknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/profile_change.py"/>
        <source>“{name}”, old → new:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>○ open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>○ {checks} open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>○ {places} not confirmed. Lift the probe there and see that this tile reacts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>● running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>♪ NOT HEARD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>♪ paused {left}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/places.py"/>
        <source>♪ paused {left}{by}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>♪ sound on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>♪ sound on · test due</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>♪ sound paused {left}{by}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>♪ sounding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>♪ sounding: {sounding}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>♪ test due</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room.py"/>
        <source>♪ test tone NOT HEARD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>✓ All checks done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/choices.py"/>
        <source>✓ CHECKS DONE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>✓ Heard and recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/room_lists.py"/>
        <source>✓ The wiring of every place is confirmed, or not asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/calm.py"/>
        <source>✓ done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="monitor/ui/presenter/review_sessions.py"/>
        <source>✓ signed by {reviewer}, {day_and_minute}, unchanged since</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
