"""MathML as the plain text that it shows, so that one reader reads both: a fraction and a power are put in brackets."""

from xml.etree import ElementTree

SUBSCRIPTS = str.maketrans("0123456789ij", "₀₁₂₃₄₅₆₇₈₉ᵢⱼ")
SHOWN = {"\N{INVISIBLE TIMES}": "·", "\N{FUNCTION APPLICATION}": "", "∑": "Σ"}


def as_text(markup):
    """The formula that it shows."""
    return of(ElementTree.fromstring(str(markup)))


def of(element):
    parts = [of(child) for child in element]
    match element.tag:
        case "mfrac" if parts[0].startswith("∂"):
            return "/".join(part.replace(" ", "") for part in parts)
        case "mfrac":
            return f"(({parts[0]})/({parts[1]}))"
        case "msup" if parts[1] == "+":
            return f"{parts[0]}⁺"
        case "msup":
            return f"{parts[0]}^({parts[1]})"
        case "msub" if parts[0] == "Σ" and "<" in parts[1]:
            return "Σ_{i<n}"
        case "msub":
            return parts[0] + parts[1].replace(" ", "").translate(SUBSCRIPTS)
        case "mover":
            return "ŷ"
        case "mo":
            return SHOWN.get(element.text, element.text or "")
        case "mi" | "mn" | "mtext":
            return element.text
    return " ".join(parts)
