"""The tables under their names, for statements in SQLAlchemy Core."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from storage.models import Base

if TYPE_CHECKING:
    from sqlalchemy import Table

_TABLES = Base.metadata.tables

outlets: Final[Table] = _TABLES["outlets"]
feeds: Final[Table] = _TABLES["feeds"]
feed_children: Final[Table] = _TABLES["feed_children"]
runs: Final[Table] = _TABLES["runs"]
leases: Final[Table] = _TABLES["leases"]
urls: Final[Table] = _TABLES["urls"]
look_records: Final[Table] = _TABLES["look_records"]
pages: Final[Table] = _TABLES["pages"]
articles: Final[Table] = _TABLES["articles"]
authors: Final[Table] = _TABLES["authors"]
keywords: Final[Table] = _TABLES["keywords"]
related_links: Final[Table] = _TABLES["related_links"]
media: Final[Table] = _TABLES["media"]
attributions: Final[Table] = _TABLES["attributions"]
name_rules: Final[Table] = _TABLES["name_rules"]
revisions: Final[Table] = _TABLES["revisions"]
stories: Final[Table] = _TABLES["stories"]
article_links: Final[Table] = _TABLES["article_links"]
dedup_prints: Final[Table] = _TABLES["dedup_prints"]
dedup_postings: Final[Table] = _TABLES["dedup_postings"]
dedup_days: Final[Table] = _TABLES["dedup_days"]
article_heirs: Final[Table] = _TABLES["article_heirs"]
address_forms: Final[Table] = _TABLES["address_forms"]
tombstones: Final[Table] = _TABLES["tombstones"]
search_texts: Final[Table] = _TABLES["search_texts"]
search_index: Final[Table] = _TABLES["search_index"]
quarantine: Final[Table] = _TABLES["quarantine"]
schedules: Final[Table] = _TABLES["schedules"]
link_hosts: Final[Table] = _TABLES["link_hosts"]
holds: Final[Table] = _TABLES["holds"]
events: Final[Table] = _TABLES["events"]
conditions: Final[Table] = _TABLES["conditions"]
layout_samples: Final[Table] = _TABLES["layout_samples"]
target_failures: Final[Table] = _TABLES["target_failures"]
watches: Final[Table] = _TABLES["watches"]
watch_hits: Final[Table] = _TABLES["watch_hits"]
watch_waiting: Final[Table] = _TABLES["watch_waiting"]
