"""Which entries of different sheets are one person, organisation or place: precision first."""

from __future__ import annotations

from dataclasses import replace

from generator.model import (
    ClaimEntry,
    DisputeEntry,
    FactSheet,
    PartyEntry,
    PlaceEntry,
    SideEntry,
    Source,
)
from generator.site.crossref import Catalogue, build


def person(name: str, role: str | None = None, *aliases: str, **fields: str) -> PartyEntry:
    return PartyEntry(name=name, kind="person", role=role, aliases=aliases, **fields)  # type: ignore[arg-type]


def sheet(*who: PartyEntry, where: tuple[PlaceEntry, ...] = (), topic: str = "") -> FactSheet:
    disputes = ()
    claims = ()
    if topic:
        claims = tuple(
            ClaimEntry(id=f"c-{n}", by=p.name, text="Something.") for n, p in enumerate(who)
        )
        sides = tuple(SideEntry(party=c.by, claims=(c.id or "",)) for c in claims)
        disputes = (DisputeEntry(id="d-1", topic=topic, status="denied", sides=sides),)
    return FactSheet(
        title="T",
        source=Source(seed="seeds/t.txt"),
        who=who,
        where=where,
        claims=claims,
        competing_claims=disputes,
    )


def shared(catalogue: Catalogue) -> set[str]:
    return {entity.name for entity in catalogue.entities if entity.url}


def test_a_full_name_is_one_person_across_sheets() -> None:
    found = build({"a": sheet(person("Tove Brandt")), "b": sheet(person("Tove Brándt"))})
    assert len(found.of("people")) == 1
    assert found.of("people")[0].sheets == ["a", "b"]


def test_a_single_name_needs_a_role_that_agrees() -> None:
    alone = build({"a": sheet(person("Smith")), "b": sheet(person("Smith"))})
    assert len(alone.of("people")) == 2
    agreed = build(
        {"a": sheet(person("Smith", "harbour master")), "b": sheet(person("Smith", "the master"))}
    )
    assert len(agreed.of("people")) == 1


def test_namesakes_with_other_roles_and_nothing_shared_stay_two() -> None:
    found = build(
        {"a": sheet(person("John Smith", "miner")), "b": sheet(person("John Smith", "senator"))}
    )
    assert len(found.of("people")) == 2
    assert {entity.slug for entity in found.of("people")} == {"john-smith", "john-smith-2"}


def test_other_roles_join_where_the_sheets_share_more() -> None:
    ansel = PlaceEntry(name="Ansel", kind="city", country="DK")
    found = build(
        {
            "a": sheet(person("John Smith", "miner"), where=(ansel,)),
            "b": sheet(person("John Smith", "senator"), where=(ansel,)),
        }
    )
    assert shared(found) == {"John Smith", "Ansel"}


def test_kinds_keep_a_person_and_a_company_apart() -> None:
    company = PartyEntry(name="Tove Brandt", kind="organisation")
    assert shared(build({"a": sheet(person("Tove Brandt")), "b": sheet(company)})) == set()


def test_an_alias_joins_where_one_entity_alone_is_called_so() -> None:
    full = PartyEntry(name="Federal River Agency", kind="organisation", aliases=("FRA",))
    short = PartyEntry(name="FRA", kind="organisation")
    found = build({"a": sheet(full), "b": sheet(short)})
    assert len(found.of("organisations")) == 1
    assert found.of("organisations")[0].name == "Federal River Agency"


def test_places_of_one_name_in_two_countries_stay_two() -> None:
    one = PlaceEntry(name="Paris", kind="city", country="FR", lat=48.9, lon=2.4)
    other = PlaceEntry(name="Paris", kind="city", country="US", lat=33.7, lon=-95.6)
    found = build({"a": sheet(where=(one,)), "b": sheet(where=(other,))})
    assert len(found.of("places")) == 2


def test_a_country_is_one_as_party_and_as_place() -> None:
    party = PartyEntry(name="Denmark", kind="country")
    place = PlaceEntry(name="Denmark", kind="country", country="DK")
    assert shared(build({"a": sheet(party), "b": sheet(where=(place,))})) == {"Denmark"}


def test_the_editors_overrule_both_ways() -> None:
    sheets = {
        "a": sheet(person("Tove Brandt", id="p-1")),
        "b": sheet(person("Tove Brandt", id="p-2")),
        "c": sheet(person("T. Brand", id="p-3")),
    }
    apart = build(sheets, different=[["a/p-1", "b/p-2"]])
    assert len(apart.of("people")) == 3
    one = build(sheets, same=[["Tove Brandt", "T. Brand"]])
    assert len(one.of("people")) == 1


def test_related_sheets_share_the_rarest_first() -> None:
    common, rare = person("Ada Orr"), person("Bo Lund")
    found = build(
        {"a": sheet(common, rare), "b": sheet(common), "c": sheet(common, rare), "d": sheet()}
    )
    assert [related.slug for related in found.related["a"]] == ["c", "b"]
    assert found.related["d"] == ()


def test_a_dispute_goes_on_where_the_same_parties_oppose() -> None:
    pair = (person("Ada Orr"), person("Bo Lund"))
    found = build(
        {
            "a": sheet(*pair, topic="Warnings before the flood"),
            "b": sheet(*pair, topic="Who had the warnings"),
            "c": sheet(*pair, topic="Wages"),
        }
    )
    assert {ref.slug for ref in found.same_dispute} == {"a", "b"}


def test_the_same_sheets_make_the_same_catalogue() -> None:
    sheets = {f"s{n}": sheet(person(f"Ada Orr{n % 3}"), person("Bo Lund")) for n in range(9)}
    assert [e.key for e in build(sheets).entities] == [e.key for e in build(sheets).entities]


def test_a_withdrawn_dispute_goes_on_nowhere() -> None:
    pair = (person("Ada Orr"), person("Bo Lund"))
    one, other = (sheet(*pair, topic="Warnings before the flood") for _ in "ab")
    gone = replace(other.competing_claims[0], rejected=True)
    found = build({"a": one, "b": replace(other, competing_claims=(gone,))})
    assert not found.same_dispute


def organisation(name: str, *aliases: str) -> PartyEntry:
    return PartyEntry(name=name, kind="organisation", aliases=aliases)


def people(*sheets: FactSheet) -> list[str]:
    return [e.name for e in build({f"s{n}": s for n, s in enumerate(sheets)}).of("people")]


def test_spellings_of_one_name_are_one_where_the_roles_agree() -> None:
    for one, other in (
        ("Sergei Dolin", "Sergey Dolin"),
        ("Andrii Zelenko", "Andriy Zelenko"),
        ("Olha Horsky", "Olha Horskyy"),
    ):
        joined = people(sheet(person(one, "army chief")), sheet(person(other, "army chief")))
        assert len(joined) == 1, joined
        apart = people(sheet(person(one, "army chief")), sheet(person(other, "poet")))
        assert len(apart) == 2


def test_a_surname_is_the_one_bearer_of_it_whose_role_agrees() -> None:
    full, alone = person("Tove Brandt", "mayor of Brill"), person("Brandt", "the mayor")
    assert people(sheet(full), sheet(alone)) == ["Tove Brandt"]
    assert len(people(sheet(full), sheet(person("Brandt", "a miner")))) == 2
    other = person("Kai Brandt", "mayor of Arn")
    assert len(people(sheet(full), sheet(other), sheet(alone))) == 3


def test_a_title_alone_is_no_role_that_agrees() -> None:
    captain, other = person("Ada Orr", "Captain"), person("Orr", "Captain")
    assert len(people(sheet(captain), sheet(other))) == 2
    lund = organisation("Lund Line")
    assert people(sheet(captain, lund), sheet(other, lund)) == ["Ada Orr"]


def test_middle_initials_join_and_part() -> None:
    assert len(people(sheet(person("Ada B. Orr")), sheet(person("Ada Orr")))) == 1
    assert len(people(sheet(person("Ada B. Orr")), sheet(person("Ada C. Orr")))) == 2


def test_two_people_of_one_sheet_are_two_everywhere() -> None:
    elder, younger = person("Bo Lund", "ferryman"), person("Bo Lund", "ferryman's son")
    assert len(people(sheet(elder, younger), sheet(person("Bo Lund", "ferryman")))) == 2


def test_an_acronym_is_the_one_organisation_that_it_shortens() -> None:
    full, short = organisation("Federal River Agency"), organisation("FRA")
    assert shared(build({"a": sheet(full), "b": sheet(short)})) == {"Federal River Agency"}
    other = organisation("Free Roads Alliance")
    assert not shared(build({"a": sheet(full), "b": sheet(short), "c": sheet(other)}))


def test_descriptions_name_nobody_in_another_sheet() -> None:
    court = organisation("court")
    critics = PartyEntry(name="Critics", kind="group")
    board = organisation("Board of Roads", "board")
    found = build(
        {"a": sheet(court, critics, board), "b": sheet(court, critics, organisation("board"))}
    )
    assert not shared(found)


def test_a_country_takes_its_own_name() -> None:
    party = PartyEntry(name="Copenhagen", kind="country", aliases=("Denmark", "Danish"))
    place = PlaceEntry(name="Denmark", kind="country", country="DK")
    found = build({"a": sheet(party), "b": sheet(party), "c": sheet(where=(place,))})
    assert shared(found) == {"Denmark"}


def test_a_dispute_goes_on_between_the_same_camps() -> None:
    def accused(accuser: str, denier: PartyEntry, topic: str, deed: str) -> FactSheet:
        claims = (
            ClaimEntry(id="c-1", by=accuser, text=deed),
            ClaimEntry(id="c-2", by=denier.name, text=f"Denied that {deed}"),
        )
        sides = (
            SideEntry(party=accuser, claims=("c-1",)),
            SideEntry(party=denier.name, claims=("c-2",)),
        )
        return FactSheet(
            title="T",
            source=Source(seed="seeds/t.txt"),
            who=(person(accuser), denier),
            claims=claims,
            competing_claims=(DisputeEntry(id="d-1", topic=topic, status="denied", sides=sides),),
        )

    officials = PartyEntry(name="Officials in Norland", kind="group")
    norland = PartyEntry(name="Norland", kind="country")
    found = build(
        {
            "a": accused("Ada Orr", officials, "Shelling of the port", "Norland shelled the port."),
            "b": accused("Ada Orr", norland, "Harbour", "Norland is shelling the harbour."),
            "c": accused("Ada Orr", norland, "Wages", "Norland pays no wages."),
        }
    )
    assert {
        (ref.slug, *(o.slug for o in others)) for ref, others in found.same_dispute.items()
    } == {
        ("a", "b"),
        ("b", "a"),
    }


def test_a_claim_disputed_twice_is_one_dispute() -> None:
    def doubted(by: str) -> FactSheet:
        claims = (
            ClaimEntry(id="c-1", by="Ada Orr", text="Ada Orr climbed the north face in March."),
            ClaimEntry(id="c-2", by=by, text="The climb was a hoax."),
        )
        sides = (SideEntry(party="Ada Orr", claims=("c-1",)), SideEntry(party=by, claims=("c-2",)))
        return FactSheet(
            title="T",
            source=Source(seed="seeds/t.txt"),
            who=(person("Ada Orr"), person(by)),
            claims=claims,
            competing_claims=(
                DisputeEntry(id="d-1", topic="North face", status="disputed", sides=sides),
            ),
        )

    found = build({"a": doubted("Bo Lund"), "b": doubted("Kai Holt")})
    assert {ref.slug for ref in found.same_dispute} == {"a", "b"}
