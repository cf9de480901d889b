import pytest

from geomap.documents.document import Block, BlockKind, Document
from geomap.events import find_events
from geomap.events.mention import EventMention
from geomap.events.names import read_names


def first(text: str) -> EventMention:
    document = Document("people", text, (Block(0, len(text), BlockKind.BODY),))
    return find_events(document, ())[0]


@pytest.mark.parametrize(
    ("text", "actors", "targets"),
    [
        ("Gunmen attacked a police station in Quetta.", ("Gunmen",), ("police station",)),
        ("A police station was attacked by gunmen in Quetta.", ("gunmen",), ("police station",)),
        ("The militia kidnapped two engineers.", ("militia",), ("engineers",)),
        ("Two engineers were kidnapped by the militia.", ("militia",), ("engineers",)),
        ("The army's killing of four farmers drew anger.", ("army",), ("farmers",)),
        ("An attack by rebels on a convoy left two soldiers dead.", ("rebels",), ("convoy",)),
        ("Rebels carried out an attack on a convoy.", ("Rebels",), ("convoy",)),
        ("Security forces shot dead three protesters.", ("Security forces",), ("protesters",)),
        ("Rebels and soldiers clashed near the river.", ("Rebels", "soldiers"), ()),
        ("Gunmen in the north attacked a village and killed nine farmers.", ("Gunmen",), ("farmers",)),
        ("The men who robbed the bank fled.", ("men",), ("bank",)),
    ],
)
def test_who_did_it_and_to_whom(text: str, actors: tuple[str, ...], targets: tuple[str, ...]) -> None:
    found = first(text)
    assert found.actors == actors
    assert set(targets) <= set(found.targets)


def test_a_title_gives_way_to_the_name() -> None:
    found = first("Gunmen assassinated Governor Pedro Salas in the capital.")
    assert found.targets == ("Pedro Salas",)


def test_a_last_name_becomes_the_name_given_elsewhere() -> None:
    text = "Senator Rosa Quint met reporters in the morning. Hours later, gunmen shot Quint dead outside her house."
    document = Document("people", text, (Block(0, len(text), BlockKind.BODY),))
    killing = next(found for found in find_events(document, ()) if found.start > text.index("Hours"))
    assert killing.targets == ("Rosa Quint",)


def test_an_office_becomes_its_holder() -> None:
    text = (
        "Drones struck the residence of the country's prime minister on Sunday. "
        "Prime Minister Omar al-Tamimi was not hurt, an aide said."
    )
    assert "Omar al-Tamimi" in first(text).targets


def test_an_acronym_becomes_its_long_form() -> None:
    names = read_names("The Free Coast Movement (FCM) claimed it. The FCM has 300 fighters.")
    assert names.whole("FCM") == "Free Coast Movement"


@pytest.mark.parametrize(
    ("text", "weapons"),
    [
        ("Two armed drones struck the base.", ("drone",)),
        ("A man with an AK-47 attacked worshippers.", ("rifle",)),
        ("Attackers with machetes and knives killed six villagers.", ("machete", "knife")),
        ("An improvised explosive device hit a police convoy.", ("IED",)),
        ("A car bomb exploded at a checkpoint.", ("car bomb",)),
        ("Militants fired mortar shells and rockets at the town.", ("mortar", "rocket")),
        ("Police used tear gas and rubber bullets against protesters.", ("tear gas", "rubber bullets")),
        ("Gunmen attacked a village.", ()),
    ],
)
def test_weapons_have_one_name_each(text: str, weapons: tuple[str, ...]) -> None:
    assert first(text).weapons == weapons


def test_a_statement_has_no_weapons() -> None:
    assert first("The foreign ministry condemned the plan to buy missiles for the government.").weapons == ()


@pytest.mark.parametrize(
    ("text", "actors", "targets"),
    [
        (
            "Drones struck the barracks and left seven of his bodyguards wounded.",
            ("Drones",),
            ("barracks", "bodyguards"),
        ),
        ("The refusal of armed militias to leave was condemned by Norway's president.", ("Norway's president",), ()),
        ("Tens of thousands marched against graft.", (), ()),
        ("Hundreds of people demonstrated in front of the Sabil mosque.", (), ()),
        ("In 1972, nineteen people died when two trains collided.", (), ()),
        ("A demonstrator died when police fired on the rally.", ("police",), ("demonstrator",)),
        ("Zirkan was retaken by army troops three days later.", ("army troops",), ("Zirkan",)),
        ("Members of the militia kidnapped 20 of her supporters.", ("militia",), ("supporters",)),
        ("The video shows its officers shooting a farmer.", ("officers",), ("farmer",)),
        ("Gunmen killed the governor, Rosa Quint, outside her house.", ("Gunmen",), ("Rosa Quint",)),
        ("Norway's President Omar el-Tamimi condemned the raid.", ("Omar el-Tamimi",), ()),
        ("Gunmen shot Gov. Rosa Quint on Friday.", ("Gunmen",), ("Rosa Quint",)),
        ("Hurricane Zelda killed 11 people.", (), ()),
    ],
)
def test_only_what_can_act_or_be_attacked_is_named(
    text: str, actors: tuple[str, ...], targets: tuple[str, ...]
) -> None:
    found = first(text)
    assert found.actors == actors
    assert set(found.targets) == set(targets)


def test_an_office_of_another_country_is_not_the_holder_named_first() -> None:
    text = "President Omar Tamimi spoke on Friday. Norway's president denounced the raid."
    document = Document("people", text, (Block(0, len(text), BlockKind.BODY),))
    statement = next(found for found in find_events(document, ()) if found.text == "denounced")
    assert statement.actors == ("Norway's president",)
