"""Places of two words, which capitals alone would make artists: `jazz from New Orleans`."""

from __future__ import annotations

PLACES = """
new orleans | new york | new york city | los angeles | south africa | new zealand | north africa | west africa
south america | north america | latin america | central america | san francisco | buenos aires | rio de janeiro
united states | united kingdom | hong kong | puerto rico | costa rica | cape verde | sri lanka | saudi arabia
eastern europe | western europe | middle east | far east | el salvador | sierra leone | burkina faso | south korea
north korea | las vegas | new jersey | north carolina | south carolina | great britain | northern ireland | ivory coast
mexico city | cape town | tel aviv | sao paulo | new mexico | west coast | east coast | southeast asia | czech republic
"""
