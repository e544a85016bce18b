"""Stored columns as the samples that the room was given, to compare them one by one."""

import numpy as np

from monitor.domain.inputs import Sample
from monitor.storage.packing import PARAMETERS, PROVENANCES, QUALITIES, SOURCES, Samples


def samples_of(columns: Samples) -> list[Sample]:
    """The samples as the room was given them."""
    return [
        Sample(
            tick=int(columns.tick[i]),
            device_id=columns.device_ids[columns.device[i]],
            parameter=PARAMETERS[columns.parameter[i]],
            value=None if np.isnan(columns.value[i]) else float(columns.value[i]),
            quality=QUALITIES[columns.quality[i]],
            source=SOURCES[columns.source[i]],
            why=columns.reasons[columns.reason[i]],
            provenance=PROVENANCES[columns.provenance[i]],
        )
        for i in range(len(columns.tick))
    ]
