# mypy: ignore-errors
# It runs in stock Rasa's environment, which no check of this one knows.
"""``understand.py MODEL``: a JSON list of texts on the input, one of intents as the last line."""

import asyncio
import json
import sys

from rasa.core.agent import Agent

FALLBACK = "nlu_fallback"


async def understand(model: str, texts: list[str]) -> list[str]:
    """The likeliest intent of each text, as ``rasa test nlu`` counts: no fallback."""
    agent = Agent.load(model)
    found = []
    for text in texts:
        parsed = await agent.parse_message(text)
        ranking = [row["name"] for row in parsed.get("intent_ranking", [])]
        found.append(next((name for name in ranking if name != FALLBACK), FALLBACK))
    return found


print(json.dumps(asyncio.run(understand(sys.argv[1], json.load(sys.stdin)))))
