"""The commands of ``python -m paqte``, by what they are about."""
