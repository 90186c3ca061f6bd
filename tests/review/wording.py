"""What the review never says (the method's reference, §7.3)."""

from __future__ import annotations

import re

FORBIDDEN = re.compile(
    r"\b(scores?|notes?|noté\w*|classement|meilleur\w*|pire|bavard\w*|dominant\w*|passif|passive|effacé\w*|monopolis\w*|faute\w*|"
    r"temps de parole idéal|hors la règle|speaker|insight)\b",
    re.IGNORECASE,
)
