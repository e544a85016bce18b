"""The other end of the latency benchmark, a process of its own: speaks as many oximeters on file descriptors.

`python -m benchmarks.latency_source SECONDS FD ...` writes one line a second to each descriptor, staggered over the
second. The saturation changes between 94 and 88 with every third line (a larger step
would be doubted for one line). Each change is told on standard output as
{"device": index, "low": true, "mono_ns": when the bytes were handed to the kernel}.
"""

import asyncio
import json
import os
import sys

from drivers.clock import SystemClock
from drivers.masimo_ascii1.protocol import ExceptionBit

LINES_PER_STATE = 3
LINE_EVERY_NS = 1_010_000_000  # no whole number of the engine's ticks: the bytes meet it at every phase
_LINE = (
    "03/06/05 21:11:30 SN=0000066575 SPO2={spo2:03d}% BPM=070 PI=07.02% SPCO=--.-% SPMET=--.-% "
    "DESAT=-- PIDELTA=+-- ALARM=0000 EXC={bits:06X}\r\n"
)


async def speak(index: int, descriptor: int, *, devices: int, seconds: int) -> None:
    """Be one oximeter."""
    clock = SystemClock()
    await clock.sleep(index / devices)
    start_ns = clock.now().mono_ns
    for number in range(seconds):
        low = number // LINES_PER_STATE % 2 == 1
        line = _LINE.format(spo2=88 if low else 94, bits=int(ExceptionBit.SET_RUNNING))
        os.write(descriptor, line.encode())
        if number % LINES_PER_STATE == 0:
            told = {"device": index, "low": low, "mono_ns": clock.now().mono_ns}
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()
        await clock.sleep((start_ns + (number + 1) * LINE_EVERY_NS - clock.now().mono_ns) / 1e9)


async def main() -> None:
    """All devices at once."""
    seconds, *descriptors = (int(word) for word in sys.argv[1:])
    async with asyncio.TaskGroup() as group:
        for index, descriptor in enumerate(descriptors):
            group.create_task(
                speak(index, descriptor, devices=len(descriptors), seconds=seconds), name=f"device {index}"
            )


if __name__ == "__main__":
    asyncio.run(main())
