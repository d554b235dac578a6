"""Whether labels are those of people: keys that never come again are none, unless they talk."""

from __future__ import annotations

import pytest

from ingest.open.containers import Document
from ingest.readers.labelled import labelled

STEPS = """# Linseneintopf

1. **Einweichen:** Die Linsen über Nacht in Wasser legen.
2. **Schneiden:** Lauch und Möhren in feine Ringe schneiden.
3. **Kochen:** Alles mit Brühe bedecken, eine halbe Stunde.
4. **Würzen:** Essig und Salz zugeben.
5. **Servieren:** Mit Brot auftragen, guten Appetit!
"""
PACKED = """Para la excursión del sábado

- Botas: mejor las altas, hay barro.
- Agua: dos litros por persona.
- Abrigo: por la noche refresca mucho.
- Linterna: con pilas nuevas.
- Mapa: el de la oficina vale.
"""
FITTED = """Fitting the shelf

Measure: The wall first, then the board.
Drill: Four holes, each as deep as the plug.
Hammer: The plugs go in flush.
Screw: Tighten crosswise.
Paint: Two coats, a day apart.
"""
ONCE = """Friends of the quay, Tuesday

- Marta: I saw the wall give way on Monday.
- Piet: We told the office twice.
- Osman: Who pays for it?
- Lena: I would rather we built it anew.
- Gus: So would I.
"""
NAMED = """Kylän ilta

Aino Korpela: Silta suljettiin syksyllä.
Veikko Lahti: Korjaus kestää kesään asti.
Saara Niemi: Lautta kulkee kahdesti päivässä.
Onni Salo: Talvella se ei kulje lainkaan.
Helmi Ranta: Koulu aloittaa siksi myöhemmin.
"""
OTHER = """Вечер в клубе

Анна: Мост закрыли осенью.
Пётр: Ремонт продлится до лета.
Ольга: Паром ходит два раза в день.
Семён: Зимой он стоит.
Вера: Школа начинается позже.
"""


def sniffed(text: str) -> str | None:
    return labelled.sniff(Document("a.txt", text.encode(), text))


ASKED = FITTED.replace("Two coats, a day apart.", "Do you like it dark? Two coats, then.")


@pytest.mark.parametrize("text", [STEPS, PACKED, FITTED, ASKED])
def test_keys_of_which_none_comes_again_are_no_people(text: str) -> None:
    assert sniffed(text) is None


@pytest.mark.parametrize("text", [ONCE, NAMED, OTHER])
def test_people_who_speak_once_each_are_people(text: str) -> None:
    assert "5 labels" in (sniffed(text) or "")
