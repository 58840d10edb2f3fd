"""HTML, Markdown and PDF files become the same kind of article. All documents are invented."""

from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from knowledge.articles import Article
from knowledge.expanding import expand_plain
from knowledge.facts import Facts
from knowledge.importing import ImportRefused, import_file
from knowledge.importing import pdf as pdf_module


def read(path: Path) -> Article:
    (article,) = import_file(path, collection="reports", lang="nb")
    return article


def outline(article: Article) -> list[tuple[int, str]]:
    return [(section.level, section.heading) for section in article.sections]


def whole(article: Article) -> str:
    return "\n".join(expand_plain(s.markdown, "nb", Facts()) for s in article.sections)


HTML = """<!doctype html><html><head><title>Side | Fjordvik</title><style>p{}</style>
<script>var skjult = 1</script></head><body>
<nav><a href="/">Meny</a></nav><header>Toppen</header>
<main><h1>Bosetting</h1><p>Kommunen <b>bosatte</b> 12<br>familier.</p>
<h2>Slik gjør du</h2><ol><li>Ring oss</li><li>Kom <span>innom</span></li></ol>
<ul><li>Barn<ul><li>Små barn</li></ul></li></ul>
<div>Løs tekst <p hidden>Skjult 1</p><p style="display: none">Skjult 2</p>
<span aria-hidden="true">Skjult 3</span> går videre</div>
<h4>Tall</h4><table><tr><th>År</th><th>Antall</th></tr><tr><td>2031</td><td>12</td></tr></table>
</main><footer>Bunnen</footer></body></html>"""


def test_page_is_read_without_menu_scripts_and_hidden_text(tmp_path: Path) -> None:
    path = tmp_path / "side.html"
    path.write_text(HTML, "utf-8")
    article = read(path)
    assert article.title == "Bosetting"
    assert outline(article) == [(2, "Bosetting"), (2, "Slik gjør du"), (3, "Tall")]
    assert whole(article) == (
        "Kommunen bosatte 12 familier.\n"
        "Ring oss\nKom innom\n\nBarn\nSmå barn\n\nLøs tekst går videre\n"
        "År – Antall\n2031 – 12"
    )


@pytest.mark.parametrize(
    "text",
    [
        "<?xml version='1.0' encoding='utf-8'?><html><body><p>Tekst nok til en setning.</p>",
        "<p>Tekst nok til en setning.",
        "<div>" * 200 + "Tekst nok til en setning.",
    ],
)
def test_careless_html_is_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "side.htm"
    path.write_text(text, "utf-8")
    assert whole(read(path)) == "Tekst nok til en setning."


def test_html_nested_without_end_is_refused_and_not_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "side.htm"
    path.write_text("<div>" * 100_000 + "Tekst nok til en setning.", "utf-8")
    with pytest.raises(ImportRefused, match="there is no text in it"):
        read(path)


def test_markdown_file_is_read_by_the_rules_of_markdown(tmp_path: Path) -> None:
    path = tmp_path / "notat.md"
    path.write_text(
        "---\nforfatter: ingen\n---\nNotat\n=====\n\nEn *kort* tekst med `kode` og\n"
        "[lenke](https://x.no).\n\n## Liste\n\n1. Først\n2. Så\n   - inni\n\n"
        "| A | B |\n|---|---|\n| 1 | 2 |\n\n```\n# ikke overskrift\n```\n<div>ord</div>\n",
        "utf-8",
    )
    article = read(path)
    assert article.title == "Notat"
    assert outline(article) == [(2, "Notat"), (2, "Liste")]
    assert whole(article) == (
        "En kort tekst med kode og lenke.\n"
        "Først\nSå\n\ninni\n\nA – B\n1 – 2\n\n# ikke overskrift\n\nord"
    )


def pdf_bytes(pages: list[list[str]], title: str = "") -> bytes:
    """A small PDF whose pages show these lines, one below the other."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", ""]
    objects[2] = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    kids = []
    for lines in pages:
        shown = "".join(f"({line}) Tj T* " for line in lines)
        stream = f"BT /F1 12 Tf 14 TL 50 750 Td {shown}ET"
        length = len(stream.encode("cp1252"))
        objects.append(f"<< /Length {length} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources "
            f"<< /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< /Title ({title}) >>")
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    return out + f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode()


PAGES = [
    [
        "Fjordvik",
        "1 Bosetting",
        "Kommunen bosatte 4 711 flyktninger i 2031, og det er flere",
        "enn f\xf8r.",
        "1",
    ],
    [
        "Fjordvik",
        "2 Skole",
        "Alle barn fikk plass p\xe5 skolen innen tre m\xe5neder etter at de",
        "kom.",
        "2",
    ],
    [
        "Fjordvik",
        "3 Helse",
        "Alle fikk fastlege i l\xf8pet av den f\xf8rste uken de var i byen.",
        "3",
    ],
]


def test_pdf_is_read_page_by_page_without_headers_and_page_numbers(tmp_path: Path) -> None:
    path = tmp_path / "melding.pdf"
    path.write_bytes(pdf_bytes(PAGES, "Melding fra Fjordvik"))
    article = read(path)
    assert article.title == "Melding fra Fjordvik"
    assert outline(article) == [(2, "1 Bosetting"), (2, "2 Skole"), (2, "3 Helse")]
    assert whole(article).split("\n")[0] == (
        "Kommunen bosatte 4 711 flyktninger i 2031, og det er flere enn før."
    )
    assert "Fjordvik" not in whole(article).replace("fra Fjordvik", "")


def test_locked_pdf_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "melding.pdf"
    path.write_bytes(pdf_bytes(PAGES))
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.encrypt("hemmelig", algorithm="RC4-128")
    writer.write(path)
    with pytest.raises(ImportRefused, match=r"melding\.pdf: it is locked with a password\. Save"):
        read(path)


def test_pdf_with_the_encryption_of_today_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "melding.pdf"
    long, short, perms = ("<" + "ab" * length + ">" for length in (48, 32, 16))
    encrypt = (
        f"/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -44 /U {long} /O {long}"
        f" /UE {short} /OE {short} /Perms {perms} /StmF /A /StrF /A"
        " /CF << /A << /CFM /AESV3 /Length 32 >> >> >> /ID [<ab> <ab>] /Root"
    )
    path.write_bytes(pdf_bytes(PAGES).replace(b"/Root", encrypt.encode()))
    with pytest.raises(ImportRefused, match=r"melding\.pdf: it is encrypted\. Save a copy without"):
        read(path)


def test_pdf_without_text_and_broken_pdf_are_refused(tmp_path: Path) -> None:
    empty, broken, false = (tmp_path / name for name in ("empty.pdf", "broken.pdf", "false.pdf"))
    empty.write_bytes(pdf_bytes([[]]))
    broken.write_bytes(pdf_bytes(PAGES)[:400])
    false.write_bytes(b"hei hei")
    with pytest.raises(ImportRefused, match="pictures but no text"):
        read(empty)
    with pytest.raises(ImportRefused, match="the PDF is broken"):
        read(broken)
    with pytest.raises(ImportRefused, match="it is no PDF"):
        read(false)


def test_pdf_that_never_ends_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "melding.pdf"
    path.write_bytes(pdf_bytes(PAGES))
    monkeypatch.setattr(pdf_module, "WALL_S", 0.01)
    with pytest.raises(ImportRefused, match="took too long or too much memory"):
        read(path)


def test_pdf_that_unpacks_to_gigabytes_is_stopped_in_its_own_process(tmp_path: Path) -> None:
    import zlib  # noqa: PLC0415

    compressor = zlib.compressobj(9)
    packed = b"".join(compressor.compress(b" " * 1_000_000) for _ in range(900))
    packed += compressor.flush()
    head = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    pages = b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
    page = b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>\nendobj\n"
    stream = b"4 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed)
    path = tmp_path / "bomb.pdf"
    path.write_bytes(
        head + pages + page + stream + packed + b"\nendstream\nendobj\n"
        b"trailer\n<< /Root 1 0 R /Size 5 >>\n%%EOF\n"
    )
    with pytest.raises(ImportRefused):
        read(path)
