"""The client's documents on the page, read and decided by screen share, in a real browser."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from codev_voice.companion.desk import Act
from page.conftest import Opener
from page.papers import PaperDesk, approved, papers
from page.standin import view

pytestmark = pytest.mark.real

EVIL = "<img src=x onerror=\"document.title='pris'\"><script>document.title='pris'</script>"


def _desk(phase: str = "fin", **other: object) -> PaperDesk:
    return PaperDesk(view(phase, papers=papers(), **other))


def _last(page: Page, desk: PaperDesk, act: str) -> Act:
    """What the desk was sent last, once it is this act."""
    for _ in range(100):
        if desk.acts and desk.acts[-1].act == act:
            break
        page.wait_for_timeout(30)
    assert desk.acts[-1].act == act
    return desk.acts[-1]


def _line(page: Page, text: str) -> Locator:
    return page.locator(".sheet:not([hidden]) .entry", has_text=text)


def test_a_proposed_document_is_said_quietly_and_nothing_moves_by_itself(opened: Opener) -> None:
    desk = PaperDesk(view("ecoute", papers=[]))
    page = opened(desk, width=380)
    expect(page.get_by_role("tab", name="Bilan")).to_be_hidden()
    desk.change(papers=papers()[:1])
    expect(page.locator(".ready")).to_contain_text("Le contrat est prêt à être relu.")
    expect(page.locator("#now-name")).to_be_visible()
    page.get_by_role("button", name="Relire").click()
    expect(page.get_by_role("tab", name="Documents")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".sheet-status")).to_have_text("Proposition · version 1 · à relire par Sophie")
    for private in (".notice", ".ready", "#speech", "#rail", "#now-name"):
        expect(page.locator(private)).to_be_hidden()
    assert page.title() == "● À l'écoute · Documents"
    page.keyboard.press("Digit4")  # a stage moves where it is seen
    page.keyboard.press("p")
    expect(page.locator("#state")).to_have_text("Écoute suspendue")
    assert [act.act for act in desk.acts] == ["pause"]


def test_documents_that_are_still_drafted_are_said_to_be_coming(opened: Opener) -> None:
    desk = PaperDesk(view("lecture", papers=[], drafting=True))
    page = opened(desk, at="#documents")
    expect(page.locator("#paper-none")).to_have_text("Les documents se préparent, à partir de ce qui a été dit…")
    desk.change(papers=papers(), drafting=False)
    expect(page.locator(".sheet:not([hidden])")).to_have_count(1)
    expect(page.locator("#paper-none")).to_be_hidden()


def test_the_tabs_follow_the_keyboard_and_the_address_remembers(opened: Opener) -> None:
    page = opened(_desk())
    page.get_by_role("tab", name="Séance").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Documents")).to_be_focused()
    expect(page.locator("#place-documents")).to_be_visible()
    page.keyboard.press("End")
    expect(page.get_by_role("tab", name="Bilan")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Séance")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.locator(".paper-go", has_text="Plan").click()
    page.reload(wait_until="commit")
    expect(page.get_by_role("heading", name="Plan d'action", level=2)).to_be_visible()


def test_a_line_shows_its_words_and_says_when_the_sound_is_gone(opened: Opener) -> None:
    page = opened(_desk(), at="#documents/0/contrat")
    line = _line(page, "Comment redonner")
    line.locator(".line-text").click()
    expect(line.locator(".quote")).to_contain_text("ma question ce serait comment lui redonner envie")
    expect(line.locator(".line-open")).to_have_attribute("aria-expanded", "true")
    line.get_by_role("button", name="Écouter ce moment, à 21:42").click()
    expect(line.locator(".gone")).to_have_text("le son n'existe plus")
    expect(line.locator(".listen")).to_have_text("Écouter")


def test_a_line_is_corrected_where_it_stands_with_what_an_action_holds(opened: Opener) -> None:
    desk = _desk()
    page = opened(desk, at="#documents/0/plan")
    line = _line(page, "Reprendre le point du lundi")
    digest = desk.view()["papers"][2]["digest"]
    line.hover()
    line.locator(".line-edit").click()
    page.get_by_label("Le texte de cette ligne").fill("Reprendre le point du mardi")
    page.get_by_label("Date", exact=True).fill("2026-12-01")
    page.get_by_label("Premier pas").fill("bloquer l'heure")
    page.get_by_role("button", name="Enregistrer").click()
    expect(_line(page, "Reprendre le point du mardi").locator(".line-about")).to_have_text("corrigé")
    sent = _last(page, desk, "paper_edit")
    assert (sent.entry, sent.text, sent.digest, sent.as_client) == ("je_fais:p73", "Reprendre le point du mardi", digest, True)
    details = {"due_said": None, "due": "2026-12-01", "first_step": "bloquer l'heure", "indicator": None, "support": None}
    assert sent.details == details | {"obstacle": "le temps, comme toujours"}


def test_what_is_typed_outlives_what_others_change(opened: Opener) -> None:
    desk = _desk()
    page = opened(desk, at="#documents/0/plan")
    line = _line(page, "la confiance")
    line.hover()
    line.locator(".line-edit").click()
    page.get_by_label("Le texte de cette ligne").fill("la confiance se gagne")
    changed = desk.view()["papers"]
    changed[2]["parts"][0]["entries"][0]["text"] = "la confiance d'abord"
    changed[2]["digest"] = "f" * 64
    desk.change(papers=changed)
    expect(page.locator(".conflict")).to_contain_text("Cette ligne vient de changer ailleurs : « la confiance d'abord »")
    expect(page.get_by_label("Le texte de cette ligne")).to_have_value("la confiance se gagne")
    desk.refuses = "Le texte a changé depuis que vous l'avez lu"
    page.keyboard.press("Enter")
    expect(page.locator("#errors")).to_contain_text("Le texte a changé depuis que vous l'avez lu")
    expect(page.get_by_label("Le texte de cette ligne")).to_have_value("la confiance se gagne")
    desk.refuses = None
    changed[2]["parts"][0]["entries"] = []
    desk.change(papers=changed)
    expect(page.locator(".conflict")).to_contain_text("vient d'être retirée ailleurs")
    page.keyboard.press("Enter")
    assert _last(page, desk, "paper_add").text == "la confiance se gagne"


def test_escape_leaves_a_line_as_it_was_and_hides_nothing(opened: Opener) -> None:
    page = opened(_desk(), at="#documents/0/plan")
    line = _line(page, "la confiance")
    line.hover()
    line.locator(".line-edit").click()
    page.get_by_label("Le texte de cette ligne").fill("autre chose")
    page.keyboard.press("Escape")
    expect(page.locator(".editor")).to_have_count(0)
    expect(line.locator(".line-text")).to_have_text("la confiance, ça ne se décrète pas")
    expect(page.locator("#curtain")).to_be_hidden()


def test_lines_are_moved_removed_restored_added_and_marked(opened: Opener) -> None:
    desk = _desk()
    page = opened(desk, at="#documents/0/notes")
    second = _line(page, "Écris-lui trois lignes")
    second.locator(".line-open").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator(".sheet:not([hidden]) .entry").first).to_contain_text("Écris-lui trois lignes")
    expect(second.locator(".line-open")).to_be_focused()
    assert _last(page, desk, "paper_order").order[:2] == ("note:p52", "note:p50")
    second.get_by_role("button", name="à voir").click()
    expect(second.get_by_role("button", name="à voir")).to_have_attribute("aria-pressed", "true")
    assert _last(page, desk, "paper_mark").mark == "a_voir"
    second.get_by_role("button", name="à voir").click()
    expect(second.get_by_role("button", name="à voir")).to_have_attribute("aria-pressed", "false")
    assert desk.acts[-1].mark is None
    second.locator(".line-open").click()
    second.get_by_role("button", name="Retirer").click()
    expect(page.locator(".sheet:not([hidden]) .removed summary")).to_have_text("Une ligne retirée")
    page.locator(".sheet:not([hidden]) .removed summary").click()
    page.get_by_role("button", name="Remettre").click()
    assert _last(page, desk, "paper_restore").entry == "note:p52"
    page.locator("#papers-who").get_by_role("button", name="Claire").click()
    page.get_by_role("button", name="Ajouter sous").locator("visible=true").click()
    page.get_by_label("Avec ses mots").fill("Et le télétravail ?")
    page.get_by_label("Qui l'a dit").fill("Marc")
    page.get_by_role("button", name="Enregistrer").click()
    added = _last(page, desk, "paper_add")
    assert (added.part, added.text, added.person, added.as_client) == ("note", "Et le télétravail ?", "Marc", False)
    expect(page.get_by_role("button", name="J'approuve tout")).to_be_hidden()


def test_approving_says_what_it_records_and_goes_with_what_was_shown(opened: Opener) -> None:
    desk = _desk()
    page = opened(desk, at="#documents/0/plan")
    _line(page, "la confiance").get_by_role("checkbox").check()
    page.get_by_role("button", name="J'approuve la ligne cochée").click()
    expect(page.locator("#dialog")).to_contain_text("Sophie approuve 1 ligne sur 5, version 1, le ")
    page.get_by_role("button", name="Pas encore").click()
    page.get_by_role("button", name="J'approuve tout").click()
    expect(page.locator("#dialog")).to_contain_text("tout le texte affiché (5 lignes), version 1")
    digest = desk.view()["papers"][2]["digest"]
    page.get_by_role("button", name="J'approuve", exact=True).click()
    expect(page.locator(".sheet:not([hidden]) .sheet-status")).to_contain_text("Approuvé par Sophie le mardi 24 novembre 2026 à ")
    sent = _last(page, desk, "paper_approve")
    assert (sent.digest, sent.entries, sent.as_client) == (digest, (), True)
    page.get_by_role("button", name="le groupe").locator("visible=true").click()
    assert _last(page, desk, "paper_share").audience == "groupe"
    taken = page.locator(".share-taken").locator("visible=true")
    expect(taken).to_have_count(0)
    page.get_by_role("button", name="moi", exact=True).locator("visible=true").click()
    expect(taken).to_contain_text("ce qui avait été exporté pour qui n'y a plus droit est effacé")
    page.get_by_role("button", name="l'animateur·rice").locator("visible=true").click()
    expect(taken).to_have_count(0)


def test_a_ticked_line_that_changes_is_no_longer_ticked(opened: Opener) -> None:
    desk = _desk()
    page = opened(desk, at="#documents/0/plan")
    _line(page, "la confiance").get_by_role("checkbox").check()
    changed = desk.view()["papers"]
    changed[2]["parts"][0]["entries"][0]["text"] = "la confiance d'abord"
    desk.change(papers=changed)
    expect(_line(page, "la confiance d'abord").get_by_role("checkbox")).not_to_be_checked()


def test_a_change_after_approval_asks_again(opened: Opener) -> None:
    sheets = papers()
    sheets[2] = {**approved(sheets[2]), "version": 2, "status": "approuve_en_partie"}
    sheets[2]["parts"][0]["entries"][0]["approved"] = False
    page = opened(PaperDesk(view("lecture", papers=sheets)), at="#documents/0/plan")
    expect(page.locator(".sheet:not([hidden]) .sheet-changed")).to_contain_text("la version 2 est à approuver")
    expect(page.locator(".paper-go", has_text="Plan")).to_contain_text("version 2 à approuver")
    expect(page.locator(".sheet:not([hidden]) .tick:visible")).to_have_count(1)


def test_refusing_asks_once_and_says_that_the_draft_goes(opened: Opener) -> None:
    desk = _desk()
    page = opened(desk, at="#documents/0/plan")
    page.get_by_role("button", name="Refuser…").locator("visible=true").click()
    expect(page.locator("#dialog")).to_contain_text("vraiment effacés")
    page.get_by_role("button", name="Refuser et effacer").click()
    assert _last(page, desk, "paper_refuse").document == "plan"


def test_a_shared_screen_shows_what_the_group_may_see(opened: Opener) -> None:
    desk = _desk("ecoute")
    page = opened(desk, at="#documents/0/plan")
    page.get_by_role("button", name="Vue du groupe").click()
    expect(page.locator(".paper-go")).to_have_count(1)  # the plan and the notes are hers until she shares them
    expect(page.get_by_role("heading", name="Contrat de consultation")).to_be_visible()
    for hidden in ("#tabs", "#more", ".removed", ".share-with", "#speech", ".notice"):
        expect(page.locator(hidden).locator("visible=true")).to_have_count(0)
    shared = desk.view()["papers"]
    shared[1]["audience"] = shared[2]["audience"] = "groupe"
    shared[1] = approved(shared[1])
    desk.change(papers=shared)
    expect(page.locator(".paper-go")).to_have_count(2)  # the other is shared too, and not approved
    page.locator(".paper-go", has_text="Notes").click()
    expect(page.get_by_role("heading", name="Notes de l'exploration")).to_be_visible()
    expect(page.locator(".line-marks").locator("visible=true")).to_have_count(0)
    page.reload(wait_until="commit")
    expect(page.get_by_role("button", name="Vue du groupe")).to_have_attribute("aria-pressed", "true")


def test_whatever_is_typed_in_a_document_stays_text(opened: Opener) -> None:
    evil = _evil(papers())
    desk = PaperDesk(view("fin", title=EVIL, date=EVIL, papers=evil))
    for document in ("contrat", "notes", "plan"):
        page = opened(desk, at=f"#documents/0/{document}")
        expect(page.locator(".sheet:not([hidden]) .line-text").first).to_contain_text("<img src=x")
        for line in page.locator(".sheet:not([hidden]) .line-open").all():
            line.click()
        page.locator(".sheet:not([hidden]) .edit").first.click()
        page.get_by_role("button", name="J'approuve tout").locator("visible=true").click()
        assert page.locator("img, body script").count() == 0
        assert "pris" not in page.title()


def _evil(value: object) -> object:
    """The same documents with every word that somebody could have typed replaced."""
    kept = {"id", "document", "part", "status", "digest", "audience", "origin", "mark", "kind", "at", "piece", "due"}
    if isinstance(value, dict):
        return {key: one if key in kept else _evil(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_evil(one) for one in value]
    return EVIL if isinstance(value, str) else value


@pytest.mark.parametrize("document", ["contrat", "notes", "plan"])
def test_axe_finds_nothing_in_a_document_and_it_keeps_to_its_window(opened: Opener, document: str) -> None:
    sheets = papers()
    sheets[0] = approved(sheets[0])
    sheets[1] = approved(sheets[1], whole=False)
    sheets[1]["removed"] = [sheets[1]["parts"][0]["entries"].pop()]
    page = opened(PaperDesk(view("ecoute", papers=sheets)), width=380, at=f"#documents/0/{document}")
    page.locator(".sheet:not([hidden]) .line-open").nth(1).click()
    page.locator(".sheet:not([hidden]) .edit:visible").first.click()
    for width, scheme in ((380, "light"), (760, "dark"), (1440, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type] # playwright's own literals
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_takes_a_moment_is_seen_to_be_done(opened: Opener) -> None:
    desk = _desk()
    page = opened(desk, at="#documents/0/notes")
    with desk._lock:  # the program is busy: it answers once it is free
        _line(page, "Écris-lui trois lignes").get_by_role("button", name="à voir").click()
        expect(page.locator("body")).to_have_attribute("data-busy", "true")
    expect(page.locator("body")).to_have_attribute("data-busy", "false")
    assert _last(page, desk, "paper_mark").mark == "a_voir"
