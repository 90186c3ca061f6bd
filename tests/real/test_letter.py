"""The client's page in a real browser: its scripts count as Python does, what she does comes back, nothing else runs."""

from __future__ import annotations

import base64
import datetime
import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import icalendar
import pyrage
import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from codev_voice.companion.hear import hear
from codev_voice.companion.live.reading import ReadDesk
from codev_voice.companion.sending import record, send
from codev_voice.documents.approval import papers
from codev_voice.documents.changing import Change, cleaned, draft_event, event_of
from codev_voice.documents.letter.age import same_phrase, seal, unseal
from codev_voice.documents.letter.approval_file import read_answer
from codev_voice.documents.letter.letter import Quote, content_of, letter_html, script, sealed_html
from codev_voice.documents.render.ics import uid
from codev_voice.documents.sheet import Approval, Document, Entry, Mark, Part, Sheet, Status, digest_of
from codev_voice.errors import SettingsError
from codev_voice.page.serving import serving
from codev_voice.session.events import AFTER, Event
from codev_voice.session.paper_events import Removed
from codev_voice.session.seance import Seance
from codev_voice.session.values import Session
from documents.letter.letters import CONTRACT, EVIL, NOTES, PLAN, letter, made
from page.conftest import browser  # noqa: F401 - the same Chromium
from sessions import write_session

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.real
PHRASE = "Trois petits chats bleus"
FORMATS = ("bytes", "sha256", "scrypt", "chacha", "age", "french", "sheet", "answer", "calendar")
SLOWLY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
HOSTILE = [
    "\u2028\u2029",
    "e\u0301 \u00e9",
    "👩‍👩‍👧 🇫🇷",
    "\x00\x07\x1b\x7f\x85",
    '"\\/\b\f\n\r\t',
    EVIL,
    "\ufeff\ufffe\U0010ffff",
    "\u202eabc",
]
Opener = Callable[..., "Page"]


@pytest.fixture(scope="module")
def tools(browser: Browser) -> Iterator[Callable[..., Any]]:  # noqa: F811 - a fixture
    """Call the page's own functions: `tools("hex(sha256(utf8(given)))", text)`."""
    page = browser.new_page()
    page.goto("about:blank")

    def call(expression: str, given: object = None) -> Any:  # noqa: ANN401 - JSON
        body = (
            "const fromHex = (text) => Uint8Array.from(text.match(/../g) || [], (byte) => parseInt(byte, 16));"
            + script(FORMATS).replace('(() => {\n"use strict";', "", 1).rsplit("})();", 1)[0]
        )
        return page.evaluate(f"async (given) => {{ {body}\nreturn {expression}; }}", given)

    yield call
    page.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opener]:  # noqa: F811 - a fixture
    """Open a page from a file, offline; whatever it complains of, or asks of any network, fails the test."""
    complaints: list[str] = []
    contexts = []

    def show(html: str, width: int = 390, scheme: Any = "light", **more: Any) -> Page:  # noqa: ANN401 - playwright's own literals
        file = tmp_path / "2026-11-24 codev - à relire.html"
        file.write_text(html, encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce", locale="fr-FR", offline=True, **more
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("request", lambda asked: complaints.append(asked.url) if not asked.url.startswith(("file:", "blob:")) else None)
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.goto(file.as_uri())
        return page

    yield show
    for context in contexts:
        context.close()
    assert complaints == []


def answered(page: Page, tmp_path: Path) -> bytes:
    """What the page gives back, by its main button."""
    if not page.locator("#reply").is_visible():
        page.locator("#prepare").click()
    with page.expect_download() as caught:
        page.get_by_role("button", name="Enregistrer ma réponse").click()
    kept = tmp_path / caught.value.suggested_filename
    caught.value.save_as(kept)
    return kept.read_bytes()


def replayed(data: bytes, *sheets: Sheet, phrase: str = "") -> tuple[Sheet, ...]:
    """The sheets once the answer's changes were done on what was sent."""
    events: list[Event] = []
    for sheet in sheets:
        events.append(draft_event(replace(sheet, entries=(*sheet.entries, *sheet.removed)), AFTER))
        events += [Removed(consultation=sheet.consultation, document=sheet.document, entry=entry.id) for entry in sheet.removed]
        if sheet.approval is not None:
            now = papers(events, Session((), ()), Seance())[-1]
            events.append(event_of(now, Change("approve", sheet.document, sheet.consultation, digest=now.digest, at=sheet.approval.at)))

    def folded(consultation: int, document: str) -> Sheet:
        found = papers(events, Session((), ()), Seance())
        return next(sheet for sheet in found if (sheet.consultation, sheet.document) == (consultation, document))

    for answer in read_answer(data, lambda: phrase).documents:
        place = (answer.consultation, answer.document)
        assert folded(*place).digest == answer.digest
        for change in answer.changes:
            events.append(event_of(folded(*place), change))
        assert folded(*place).status is Status.REFUSED or folded(*place).digest == answer.after
    return papers(events, Session((), ()), Seance())


def test_digests_are_those_of_the_standards(tools: Callable[..., Any]) -> None:
    for size in (0, 1, 55, 56, 63, 64, 65, 1000, 100_003):
        text = ("é" * size)[:size]
        assert tools("hex(sha256(utf8(given)))", text) == hashlib.sha256(text.encode()).hexdigest()
    assert tools("hex(hmac(utf8(given[0]))(utf8(given[1])))", ["Jefe", "what do ya want for nothing?"]) == (
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"  # RFC 4231, 2
    )
    assert tools("hex(hmac(utf8(given[0]))(utf8(given[1])))", ["k" * 200, "m"]) == hmac.new(b"k" * 200, b"m", "sha256").hexdigest()
    assert tools("hex(hkdf(fromHex('0b'.repeat(22)), fromHex('000102030405060708090a0b0c'), '\\xf0'))") == (
        tools("hex(hmac(hmac(fromHex('000102030405060708090a0b0c'))(fromHex('0b'.repeat(22))))(joined(utf8('\\xf0'), Uint8Array.of(1))))")
    )


def test_scrypt_is_that_of_rfc_7914(tools: Callable[..., Any]) -> None:
    assert tools("hex(await scrypt(utf8(''), utf8(''), 4, 1, 1, 64))") == (
        "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
    )
    assert tools("hex(await scrypt(utf8('password'), utf8('NaCl'), 10, 8, 16, 64))") == (
        "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
    )


def test_chacha_and_poly_are_those_of_rfc_8439(tools: Callable[..., Any]) -> None:
    text = "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."
    key = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
    sealed = tools("hex(chacha20(fromHex(given[0]), 1, fromHex('000000000000004a00000000'), utf8(given[1])))", [key, text])
    assert sealed.startswith("6e2e359a2568f98041ba0728dd0d6981e97e7aec1d4360c20a27afccfd9fae0b")
    assert sealed.endswith("87 4d".replace(" ", ""))
    tag = tools(
        "hex(poly1305(fromHex(given), utf8('Cryptographic Forum Research Group')))",
        "85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b",
    )
    assert tag == "a8061dc1305136c6c22b8baf0c0127a9"


@pytest.mark.parametrize("size", [0, 1, 15, 16, 17, 64, 1000])
def test_what_chacha_seals_the_library_opens(tools: Callable[..., Any], size: int) -> None:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    key, nonce, data = secrets.token_bytes(32), secrets.token_bytes(12), secrets.token_bytes(size)
    given = [key.hex(), nonce.hex(), data.hex()]
    sealed = bytes.fromhex(tools("hex(chachaSeal(...given.map(fromHex)))", given))
    assert ChaCha20Poly1305(key).decrypt(nonce, sealed, None) == data
    assert tools("hex(chachaOpen(...given.map(fromHex)))", [key.hex(), nonce.hex(), sealed.hex()]) == data.hex()
    altered = bytes([sealed[0] ^ 1, *sealed[1:]])
    assert tools("chachaOpen(...given.map(fromHex))", [key.hex(), nonce.hex(), altered.hex()]) is None


@pytest.mark.parametrize("size", [0, 1, 65536, 65537, 150_000])
def test_age_files_pass_from_one_side_to_the_other(tools: Callable[..., Any], size: int) -> None:
    data, phrase = secrets.token_bytes(size), " E\u0301té 🌊"
    given = [base64.b64encode(data).decode(), phrase]
    sealed = base64.b64decode(tools("base64(await ageSeal(fromBase64(given[0]), given[1], 8))", given))
    assert pyrage.passphrase.decrypt(sealed, same_phrase(phrase)) == data
    ours = base64.b64encode(seal(data, phrase, secrets.token_bytes, 8)).decode()
    assert base64.b64decode(tools("base64((await ageOpen(fromBase64(given[0]), given[1])).content)", [ours, "\u00c9té 🌊"])) == data


def test_an_age_file_is_opened_by_its_phrase_alone_and_unaltered(tools: Callable[..., Any]) -> None:
    sealed = seal(b"secret" * 50, PHRASE, secrets.token_bytes, 8)
    opens = "ageOpen(fromBase64(given[0]), given[1]).then((found) => found && fromUtf8(found.content), () => 'abîmé')"
    told = [tools(opens, [base64.b64encode(data).decode(), phrase]) for data, phrase in ((sealed, PHRASE), (sealed, "autre"))]
    assert told == ["secret" * 50, None]
    for at in (3, len(sealed.split(b"---")[0]) + 8, -1, -100):
        altered = bytearray(sealed)
        altered[at] ^= 1
        assert tools(opens, [base64.b64encode(bytes(altered)).decode(), PHRASE]) == "abîmé"
    for cut in (10, 100, 180, len(sealed) - 1):
        assert tools(opens, [base64.b64encode(sealed[:cut]).decode(), PHRASE]) == "abîmé"
    heavy = sealed.replace(b" 8\n", b" 30\n", 1)
    assert tools(opens, [base64.b64encode(heavy).decode(), PHRASE]) == "abîmé"


@SLOWLY
@given(st.lists(st.tuples(ANYTHING | st.sampled_from(HOSTILE), ANYTHING | st.sampled_from(HOSTILE)), max_size=4), ANYTHING)
def test_the_page_digests_as_python_does(tools: Callable[..., Any], texts: list[tuple[str, str]], client: str) -> None:
    entries = (Entry(f"note:{rank}", Part.NOTE, text, person=person, mark=Mark.NO) for rank, (text, person) in enumerate(texts))
    sheet = replace(made(Document.NOTES, *entries, client=client, consultation=1), version=3)
    base = content_of(letter(sheet))["sheets"][0]
    assert tools("digestOf(sheetOf(given))", base) == digest_of(sheet)
    assert tools("changesOf(sheetOf(given))", base) == []


@SLOWLY
@given(ANYTHING | st.sampled_from(HOSTILE) | st.text(st.characters(categories=["Zs", "Cc", "Zl", "Zp"])))
def test_what_she_types_is_kept_as_it_was_typed(tools: Callable[..., Any], text: str) -> None:
    typed = tools("tidy(given)", text)
    try:
        assert cleaned(typed) == typed
    except SettingsError:
        assert not typed
    assert tools("tidy(given)", typed) == typed


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["bar", "back", "edit", "due", "part", "mark", "up", "down", "add", "restore"]),
        st.integers(0, 9),
        ANYTHING.filter(str.strip),
    ),
    max_size=12,
)
WALK = """
const sheet = sheetOf(given.base);
for (const [step, rank, text] of given.steps) {
  const entry = sheet.entries[rank % sheet.entries.length];
  const parts = sheet.base.document === "plan" ? ["je_garde", "je_fais", "peut_etre", "je_laisse"] : ["note"];
  const words = tidy(text);
  if (step === "bar" && sent(sheet, entry)) entry.barred = true;
  if (step === "back") entry.barred = false;
  if (step === "edit" && words) entry.text = words;
  if (step === "due" && entry.part === "je_fais")
    entry.details = { due_said: words, due: `2026-12-0${1 + (rank % 9)}`, first_step: "", indicator: "", support: words, obstacle: "" };
  if (step === "part") entry.part = parts[rank % parts.length];
  if (!["je_fais", "peut_etre"].includes(entry.part)) entry.details = null;
  if (step === "mark" && entry.part === "note") entry.mark = ["", "garde", "a_voir", "non"][rank % 4];
  if (step === "up" || step === "down") moved(sheet, entry, step === "up" ? -1 : 1);
  const added = { id: `ajout:${hex(randomBytes(8))}`, part: parts[rank % parts.length], text: words };
  if (step === "add" && words) sheet.entries.push({ ...added, person: "", kind: "", details: null, mark: "", quotes: [] });
  if (step === "restore" && sheet.removed.length) sheet.entries.push(sheet.removed.pop());
}
sheet.decision = "whole";
return JSON.stringify(answerOf({ session: "s", id: "l" }, [sheet], "Sophie", "2026-11-24T19:30:05.250Z"));
"""


@SLOWLY
@given(STEPS, st.sampled_from(["plan", "notes", "approved"]))
def test_whatever_she_does_comes_to_what_she_saw(tools: Callable[..., Any], steps: list[tuple[str, int, str]], which: str) -> None:
    sheet = NOTES if which == "notes" else PLAN
    if which == "approved":
        at = datetime.datetime(2026, 11, 24, 18, 5, tzinfo=datetime.UTC)
        sheet = replace(PLAN, approval=Approval("Sophie", at, 1, PLAN.digest, PLAN.entries), status=Status.APPROVED)
    base = content_of(letter(sheet))["sheets"][0]
    data = tools(f"(() => {{ {WALK} }})()", {"base": base, "steps": steps})
    (after,) = replayed(data.encode(), sheet)
    assert after.status is Status.APPROVED
    assert after.version == (2 if which == "approved" and json.loads(data)["documents"][0]["changes"] else 1)


def test_dates_go_to_her_calendar(tools: Callable[..., Any]) -> None:
    long = "Écrire à l'équipe, à la direction; et\\ou à Marc — " * 8
    entry = replace(PLAN.entries[2], text=long + EVIL)
    sheet = replace(PLAN, entries=(*PLAN.entries[:2], entry, *PLAN.entries[3:]))
    content = content_of(letter(sheet))
    made_file = tools("calendarOf(given, sheetOf(given.sheets[0]), new Date(0))", content)
    assert all(len(line.encode()) <= 75 for line in made_file.split("\r\n"))
    events = icalendar.Calendar.from_ical(made_file).walk("VEVENT")
    assert [(str(event["SUMMARY"]), str(event.decoded("DTSTART")), str(event.decoded("DTEND"))) for event in events] == [
        ("Voir Marc", "2026-11-27", "2026-11-28"),
        (long + EVIL, "2026-11-30", "2026-12-01"),
    ]
    assert str(events[0]["DESCRIPTION"]) == "Dit : « vendredi »\nPremier pas : lui envoyer l'invitation ce soir"
    assert [str(event["UID"]) for event in events] == [uid(entry, sheet, content["session"]) for entry in sheet.entries[1:3]]
    assert {str(event["CLASS"]) for event in events} == {"PRIVATE"}


def test_she_corrects_strikes_adds_moves_marks_and_approves(opened: Opener, tmp_path: Path) -> None:
    page = opened(letter_html(letter()))
    plan, notes = page.locator("#plan-0"), page.locator("#notes-0")
    line = plan.locator('[data-line="je_fais:p2:0"]')
    line.locator("[data-act=edit]").click()
    line.locator("textarea").fill("  Voir Marc,\nlui et personne d'autre ")
    line.locator("[data-act=due]").fill("2026-12-01")
    line.locator("[data-act=obstacle]").fill("la peur")
    line.locator("[data-act=save]").click()
    expect(line).to_contain_text("Voir Marc, lui et personne d’autre")
    expect(line).to_contain_text("Mardi 1er décembre 2026")
    expect(line).to_contain_text("Corrigé par moi")
    plan.locator('[data-line="je_laisse:p5:0"] [data-act=bar]').click()
    plan.locator("[data-act=add-je_garde]").click()
    page.keyboard.type("une idée à moi")
    page.keyboard.press("Enter")
    plan.locator(".gone summary").click()
    plan.locator(".gone button").click()
    plan.locator('[data-line="je_fais:p3:0"] [data-act=edit]').focus()
    page.keyboard.press("Alt+ArrowUp")
    notes.locator('[data-line="note:p6:0"] [data-act=mark-a_voir]').click()
    notes.locator('[data-line="note:p7:0"] [data-act=mark-garde]').click()
    plan.get_by_label("J’approuve tout").check()
    plan.get_by_label("Tout le groupe").check()
    notes.get_by_label("J’approuve certaines lignes").check()
    notes.locator('[data-line="note:p6:0"]').get_by_label("J’approuve cette ligne").check()
    page.locator("#contrat-0").get_by_label("Je refuse ce document").check()
    data = answered(page, tmp_path)
    contract, noted, planned = replayed(data, CONTRACT, NOTES, PLAN)
    assert contract.status is Status.REFUSED
    assert noted.status is Status.PARTLY
    assert noted.approved == {"note:p6:0"}
    assert [entry.mark for entry in noted.entries] == [Mark.MAYBE, None]
    assert planned.status is Status.APPROVED
    assert planned.audience == "groupe"
    assert planned.approval is not None
    assert planned.approval.person == "Sophie"
    assert [entry.text for entry in planned.entries] == [
        "la motivation, ça se décrète pas",
        "Refaire le planning; avec l'équipe, sans hâte",
        "Voir Marc, lui et personne d'autre",
        "Mettre en place un tutorat",
        "une idée à moi",
        "le projet Lyon",
    ]
    corrected = planned.entries[2].details
    assert corrected is not None
    assert (str(corrected.due), corrected.due_said, corrected.obstacle) == ("2026-12-01", "vendredi", "la peur")


def test_it_goes_out_and_comes_back_to_its_session(opened: Opener, tmp_path: Path, browser: Browser) -> None:  # noqa: F811 - a fixture
    """What a client writes in her file is only text on the facilitator's page too."""
    transcript, settings = write_session(tmp_path)
    folder = hear(transcript, people=settings, into=tmp_path / "séance").folder.path
    (sent,) = send(folder, phrase=PHRASE)
    page = opened(sent.file.read_text(encoding="utf-8"))
    page.get_by_label("La phrase").fill(PHRASE)
    page.keyboard.press("Enter")
    page.locator("#plan-0 .je_fais [data-act=edit]").click()
    page.locator("#plan-0 textarea").fill(EVIL)
    page.locator("#plan-0 [name=part][value=peut_etre]").check()
    page.locator("#plan-0 [data-act=save]").click()
    page.locator("#plan-0").get_by_label("J’approuve tout").check()
    file = tmp_path / "réponse.age"
    file.write_bytes(answered(page, tmp_path))
    (plan,) = record(folder, file, lambda: PHRASE).sheets
    assert plan.status is Status.APPROVED
    (wish,) = plan.under(Part.INTENTION)
    assert wish.text == " ".join(EVIL.replace("\u202e", "").replace("\u2028", " ").split())
    assert wish.sources  # where it was heard is not lost
    with serving(ReadDesk(folder)) as served:
        host = browser.new_page()
        host.goto(served.address, wait_until="commit")
        host.locator("#tab-documents").click()
        host.locator("#papers-list .paper-go").last.click()
        expect(host.locator("#paper")).to_contain_text("{{7*7}}")
        assert host.title() != "pris"
        assert host.locator("#paper img, #paper script").count() == 0
        host.close()


def test_nothing_changed_is_nothing_to_answer(opened: Opener) -> None:
    page = opened(letter_html(letter()))
    page.locator("#prepare").click()
    expect(page.locator("#reply")).to_contain_text("rien à répondre")
    expect(page.get_by_role("button", name="Enregistrer ma réponse")).to_have_count(0)


def test_a_text_to_paste_says_the_same(opened: Opener) -> None:
    page = opened(letter_html(letter()))
    page.locator("#plan-0").get_by_label("J’approuve tout").check()
    page.locator("#prepare").click()
    page.get_by_role("button", name="Copier plutôt un texte").click()
    expect(page.locator(".armour")).to_have_value(re.compile("END CODEV-VOICE REPONSE"))
    text = page.locator(".armour").input_value()
    mailed = "Bonjour Claire,\r\n> " + text.replace("\n", "\r\n> ") + "\r\nSophie\r\n"
    assert replayed(mailed.encode(), CONTRACT, NOTES, PLAN)[2].status is Status.APPROVED


def test_it_is_still_there_after_a_reload_until_she_erases_it(opened: Opener, tmp_path: Path) -> None:
    page = opened(letter_html(letter()))
    page.locator('#plan-0 [data-line="je_laisse:p5:0"] [data-act=bar]').click()
    page.locator("#plan-0").get_by_label("Je refuse ce document").check()
    page.reload()
    expect(page.locator('#plan-0 [data-line="je_laisse:p5:0"]')).to_contain_text("Remettre")
    expect(page.locator("#plan-0").get_by_label("Je refuse ce document")).to_be_checked()
    page.locator("#forget").click()
    page.get_by_role("button", name="Effacer", exact=True).click()
    expect(page.locator("#progress")).to_have_text("Rien de changé.")
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    expect(page.locator('#plan-0 [data-line="je_laisse:p5:0"]')).to_contain_text("Barrer")


def test_a_browser_that_keeps_nothing_says_so(opened: Opener, tmp_path: Path) -> None:
    html = letter_html(letter())
    page = opened(html)
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('refusé'); } })")
    page.reload()
    expect(page.locator("#unkept")).to_be_visible()
    page.locator("#plan-0").get_by_label("J’approuve tout").check()
    assert read_answer(answered(page, tmp_path)).documents


def test_a_closed_letter_opens_by_its_phrase_and_answers_by_it(opened: Opener, tmp_path: Path) -> None:
    page = opened(sealed_html(letter(), PHRASE, secrets.token_bytes))
    assert "Sophie" not in page.content()
    page.get_by_label("La phrase").fill("trois petits chats bleus")
    page.get_by_role("button", name="Ouvrir").click()
    expect(page.locator(".gate .said")).to_contain_text("Ce n’est pas la bonne phrase")
    page.get_by_label("La phrase").fill(PHRASE)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Sophie")
    page.locator('#plan-0 [data-line="je_laisse:p5:0"] [data-act=bar]').click()
    page.locator("#plan-0").get_by_label("J’approuve tout").check()
    assert "prime" not in json.dumps(page.evaluate("({ ...localStorage })"))
    page.reload()
    page.get_by_label("La phrase").fill(PHRASE)
    page.keyboard.press("Enter")
    expect(page.locator('#plan-0 [data-line="je_laisse:p5:0"]')).to_contain_text("Remettre")
    data = answered(page, tmp_path)
    assert unseal(data, "autre") is None
    assert b"prime" not in data
    assert replayed(data, CONTRACT, NOTES, PLAN, phrase=PHRASE)[2].status is Status.APPROVED


def test_a_damaged_closed_letter_says_so(opened: Opener) -> None:
    html = sealed_html(letter(), PHRASE, secrets.token_bytes)
    start = html.index('"sealed":"') + 10
    page = opened(html[: start + 600] + ("A" if html[start + 600] != "A" else "B") + html[start + 601 :])
    page.get_by_label("La phrase").fill(PHRASE)
    page.keyboard.press("Enter")
    expect(page.locator(".gate .said")).to_contain_text("abîmé ou incomplet")


@pytest.mark.parametrize("text", [EVIL, "<script>document.title='pris'</script>", "{{constructor}}", "\u202eéh" * 40, "long" * 500])
def test_nothing_typed_runs_nor_leaves_its_place(opened: Opener, tmp_path: Path, text: str) -> None:
    sheet = made(Document.NOTES, Entry(text, Part.NOTE, text, person=text, note=text), client=text)
    given = replace(letter(replace(sheet, title=text, remarks=(text,))), session=text, quotes=({text: (Quote(text, 1.0, text),)},))
    page = opened(letter_html(given))
    line = page.locator("#notes-0 .line").first
    line.locator("summary").click()
    line.locator("[data-act=edit]").click()
    line.locator("textarea").fill(f"{text}{EVIL}")
    line.locator("[data-act=save]").click()
    page.locator("#notes-0 [data-act=add-note]").click()
    page.keyboard.insert_text(EVIL)
    page.keyboard.press("Enter")
    page.locator("#notes-0").get_by_label("J’approuve tout").check()
    assert page.evaluate("document.scripts.length") == 2
    assert page.evaluate("document.images.length") == 0
    assert not page.title().startswith("pris")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert replayed(answered(page, tmp_path), sheet)[0].status is Status.APPROVED


def test_nothing_turns_the_words_around_it(opened: Opener) -> None:
    turning = "\u202e\u2067Sophie\u202b"
    sheet = replace(made(Document.NOTES, Entry("a", Part.NOTE, turning, person=turning), client=turning), title=turning)
    page = opened(letter_html(replace(letter(sheet), quotes=({"a": (Quote(turning, 1.0, turning),)},))))
    page.locator("#notes-0 summary").click()
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", page.locator("body").inner_text() + page.title())
    assert page.locator("h1").inner_text() == "Sophie, voici ce qui a été entendu"


def test_without_scripts_it_is_still_read(opened: Opener) -> None:
    page = opened(letter_html(letter()), java_script_enabled=False)
    expect(page.locator(".reading")).to_contain_text("Voir Marc")
    expect(page.locator(".reading .warning")).to_be_visible()
    expect(page.locator("#bar")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_suits_every_eye(opened: Opener, scheme: str) -> None:
    page = opened(letter_html(letter()), scheme=scheme)

    def checked() -> None:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()

    checked()
    page.locator('#plan-0 [data-line="je_fais:p2:0"] [data-act=edit]').click()
    page.locator("#plan-0 summary").first.click()
    checked()
    page.locator("#plan-0 [data-act=save]").click()
    page.locator('#plan-0 [data-line="je_laisse:p5:0"] [data-act=bar]').click()
    page.locator("#plan-0").get_by_label("J’approuve certaines lignes").check()
    page.locator("#notes-0").get_by_label("Je refuse ce document").check()
    page.locator("#contrat-0").get_by_label("J’approuve tout").check()
    checked()
    page.locator("#prepare").click()
    page.get_by_role("button", name="Copier plutôt un texte").click()
    expect(page.locator(".armour")).to_be_visible()
    checked()
    gate = opened(sealed_html(letter(), PHRASE, secrets.token_bytes), scheme=scheme)
    found = Axe().run(gate)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [320, 360, 390, 768, 1200])
def test_nothing_is_wider_than_its_window(opened: Opener, width: int) -> None:
    page = opened(letter_html(letter()), width=width)
    page.locator('#plan-0 [data-line="je_fais:p2:0"] [data-act=edit]').click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("#plan-0").get_by_label("J’approuve certaines lignes").check()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_is_reached_and_done_by_keyboard(opened: Opener) -> None:
    page = opened(letter_html(letter()), width=1200)
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.dataset.act || document.activeElement.id || document.activeElement.type"))
        assert page.evaluate("document.activeElement === document.body || getComputedStyle(document.activeElement).outlineStyle !== 'none'")
    assert {"edit", "bar", "sources", "add-je_garde", "mark-garde", "calendar", "radio"} <= reached
    page.locator('#plan-0 [data-line="je_fais:p2:0"] [data-act=edit]').focus()
    page.keyboard.press("Enter")
    expect(page.locator("#plan-0 textarea")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator('#plan-0 [data-line="je_fais:p2:0"] [data-act=edit]')).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator('#plan-0 [data-line="je_fais:p2:0"] [data-act=back]')).to_be_focused()
