"""A changed profile as people see it before they accept it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChange:
    """What the profile file would change against the limits in force."""

    digest: str  # of what the file says
    name: str
    changes: tuple[str, ...]  # "rules.O2-LO.limit: 90 → 88"
    accepted_by: str = ""  # a physician who has accepted it since the start; it judges from the next start on
    why: str = ""  # why the accepted limits are not those in force; empty: they are

    @property
    def words(self) -> str:
        """One line that stands on the screen until the next start."""
        if self.accepted_by:
            return f"Profile changed, accepted by {self.accepted_by}: new limits from the next start"
        return self.why or "Profile changed, not accepted: old limits in force"
