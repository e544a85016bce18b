"""One session as a FHIR R4B bundle, every number that of the account, validated before it is handed out."""

from fhir.resources.R4B.bundle import Bundle

from monitor.domain.vocabulary import Priority
from monitor.reports.fhir_people import add_drug, add_entries, add_surroundings, performers
from monitor.reports.fhir_tools import IDENTIFIERS, Bench, Resource, coded, moment, notes, period, words
from monitor.reports.fhir_values import add_minutes, add_readings
from monitor.reports.words_of_rows import alarm_words
from monitor.review.account import Account
from monitor.review.alarm_rows import AlarmRow

SEVERITY = {Priority.HIGH: "high", Priority.MEDIUM: "moderate"}  # anything else is "low"


def bundle_of(account: Account) -> str:
    """JSON of the whole session.

    Raises:
        ValueError: what was made of the account is no FHIR R4B; a bug of ours.

    """
    bench = Bench(account)
    add_surroundings(bench)
    add_readings(bench)
    add_minutes(bench)
    add_drug(bench)
    add_entries(bench)
    _add_alarms(bench)
    _add_overrides(bench)
    _add_addenda(bench)
    _add_counts(bench)
    _add_profile(bench)
    _add_provenance(bench)
    bundle = Bundle.model_validate(
        {
            "resourceType": "Bundle",
            "type": "collection",
            "identifier": {"system": f"{IDENTIFIERS}:session", "value": str(account.session_id)},
            "timestamp": moment(_last_utc_ms(account)),
            "entry": bench.entries(),
        }
    )
    return bundle.model_dump_json(indent=1)


def _add_alarms(bench: Bench) -> None:
    for alarm in bench.account.alarms:
        marks = tuple(dict.fromkeys((*alarm.value_marks, *alarm.peak_marks)))
        bench.add(_alarm(bench, alarm), "alarm", alarm.alarm_id, marks=marks)
    for index, text in enumerate(bench.account.inconsistencies):
        issue: Resource = {
            "resourceType": "DetectedIssue",
            "status": "final",
            "severity": "high",
            "code": words("parts of the record contradict each other"),
            "patient": bench.reference("patient"),
            "detail": text,
        }
        bench.add(issue, "inconsistency", index)


def _alarm(bench: Bench, alarm: AlarmRow) -> Resource:
    answers = (
        ("sound silenced", alarm.sound_silenced),
        ("person going", alarm.person_going),
        ("action noted", alarm.action_noted),
    )
    return {
        "resourceType": "DetectedIssue",
        "identifier": [{"system": f"{IDENTIFIERS}:alarm", "value": str(alarm.alarm_id)}],
        "status": "final",
        "severity": SEVERITY.get(alarm.priority, "low"),
        "code": {"coding": [{"system": f"{IDENTIFIERS}:rule", "code": alarm.rule}], "text": alarm.words},
        "patient": bench.reference("patient"),
        "identifiedPeriod": period(alarm.raised_utc_ms, alarm.ended_utc_ms),
        "detail": alarm_words(alarm),
        "mitigation": [
            {"action": words(f"{name}: {answer.what}, by {answer.by}"), "date": moment(answer.utc_ms)}
            for name, answer in answers
            if answer is not None
        ],
    }


def _add_overrides(bench: Bench) -> None:
    for index, row in enumerate(bench.account.overrides):
        flag: Resource = {
            "resourceType": "Flag",
            "status": "inactive",
            "category": [words("override")],
            "code": words(f"{row.kind.value}: {row.what}, because {row.reason}"),
            **bench.of_patient,
            "period": period(row.utc_ms, None),
            "author": {"display": row.actor} if row.actor else None,
        }
        bench.add(flag, "override", index, marks=("entered",))


def _add_counts(bench: Bench) -> None:
    """As counted in the record, apart from the alarms listed: an omitted row breaks the count."""
    counted = {"alarms on record": bench.account.alarm_counts.total, "overrides": bench.account.override_count}
    for name, count in counted.items():
        resource: Resource = {
            "resourceType": "Observation",
            "status": "final",
            "code": words(name),
            **bench.of_patient,
            "valueInteger": count,
        }
        bench.add(resource, "count", name)


def _add_profile(bench: Bench) -> None:
    """The limits in force at the admission, by name and digest."""
    profile = bench.account.profile
    if profile is not None:
        resource: Resource = {
            "resourceType": "Observation",
            "status": "final",
            "code": words("alarm profile at the admission"),
            **bench.of_patient,
            "valueString": f"{profile.name or 'name not known'}, digest {profile.digest}",
            "note": notes(f"approved by {profile.approved_by} on {profile.approved_on}" if profile.approved_by else ""),
        }
        bench.add(resource, "profile")


def _add_provenance(bench: Bench) -> None:
    """Who made all this from what; and who signed it."""
    account = bench.account
    bench.add(
        {
            "resourceType": "Device",
            "deviceName": [{"name": "infusion room monitor", "type": "model-name"}],
            "note": notes("not a certified medical device; the bedside monitor is the primary alarm source"),
        },
        "program",
    )
    targets: list[Resource] = [{"reference": url} for url in bench.urls()]
    assembler = {"type": coded("provenance-participant-type", "assembler"), "who": bench.reference("program")}
    bench.add(
        {
            "resourceType": "Provenance",
            "target": targets,
            "recorded": moment(_last_utc_ms(account)),
            "policy": [f"urn:sha256:{digest}" for digest in _digests(account)],
            "activity": words(f"{account.provenance.value} values of one session, read from the record"),
            "agent": [assembler, *performers(account)],
        },
        "provenance",
    )
    for index, row in enumerate(account.signatures):
        signed = row.signature
        verdict = "the record is as it was signed" if row.holds else "THE RECORD WAS CHANGED AFTER IT WAS SIGNED"
        bench.add(
            {
                "resourceType": "Provenance",
                "target": [bench.reference("encounter")],
                "recorded": moment(signed.utc_ms),
                "activity": words(f"signed; {verdict}"),
                "agent": [{"who": {"display": signed.reviewer}}],
            },
            "signature",
            index,
        )


def _digests(account: Account) -> list[str]:
    """Of the limits at the admission, and of all that judged since."""
    first = [] if account.profile is None else [account.profile.digest]
    return list(dict.fromkeys([*first, *(each.profile_digest for each in account.rule_sets)]))


def _add_addenda(bench: Bench) -> None:
    """What was written after the signature, as such: the signed record stays as it was."""
    for index, addendum in enumerate(bench.account.addenda):
        resource: Resource = {
            "resourceType": "Observation",
            "status": "final",
            "code": words("addendum"),
            **bench.of_patient,
            "effectiveDateTime": moment(addendum.utc_ms),
            "performer": [{"display": addendum.author}],
            "valueString": addendum.text,
        }
        bench.add(resource, "addendum", index, marks=("entered",))


def _last_utc_ms(account: Account) -> int:
    """The end of what is told, so that the same account always gives the same bundle."""
    readings = [reading.measured_utc_ms for reading in account.readings[-1:]]
    return max(account.admitted_utc_ms, account.discharged_utc_ms or 0, *readings)
