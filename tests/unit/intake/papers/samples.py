"""Papers made for tests: honest ones of each kind, and those that are not what they say."""

import base64
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any, Final

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from services.intake.adapters.papers.pictures import PIXELS_MAX


def picture(form: str, size: tuple[int, int] = (64, 48), mode: str = "RGB", **more: Any) -> bytes:
    target = BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(target, form, **more)
    return target.getvalue()


def document(change: Callable[[PdfWriter], object] = lambda writer: None, pages: int = 1) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    change(writer)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def written(*objects: str, trailer: str = "") -> bytes:
    """A document by hand; object 1 is its catalogue, object 2 its one page's tree, object 3 the page."""
    every = ["<< /Type /Catalog /Pages 2 0 R {} >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "{}", *objects]
    every[0] = every[0].format(trailer)
    every[2] = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    content, places = b"%PDF-1.7\n", list[int]()
    for number, text in enumerate(every, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(places) + 1} /Root 1 0 R >>\n"
    return content + f"{end}startxref\n{len(content)}\n%%EOF\n".encode()


def packed(text: str) -> bytes:
    """A document whose fourth object stands in an object stream, which nobody sees in its bytes."""
    inner = zlib.compress(b"4 0 " + text.encode())
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction 4 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        5: b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
        % (len(inner), inner),
    }
    content, rows = b"%PDF-1.7\n", {0: struct.pack(">BHB", 0, 0, 255), 4: struct.pack(">BHB", 2, 5, 0)}
    for number, body in objects.items():
        rows[number] = struct.pack(">BHB", 1, len(content), 0)
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(content)
    rows[6] = struct.pack(">BHB", 1, start, 0)
    table = zlib.compress(b"".join(rows[number] for number in range(7)))
    head = b"<< /Type /XRef /Size 7 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode /Length %d >>" % len(table)
    content += b"6 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (head, table)
    return content + b"startxref\n%d\n%%%%EOF\n" % start


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width: int, height: int, *pieces: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(pieces) + chunk(b"IEND", b"")


def streams(times: int, content: bytes, filters: str = "/FlateDecode") -> bytes:
    """A document that holds the same packed bytes so many times."""
    stream = f"<< /Length {len(content)} /Filter {filters} >>\nstream\n{{}}\nendstream"
    return written(*[stream.format("#" * len(content))] * times).replace(b"#" * len(content), content)


@cache
def zeros() -> bytes:
    """64 MiB, packed."""
    return zlib.compress(bytes(1 << 26))


def lzw_of_zeros(codes: int) -> bytes:
    """Each code one zero longer than the one before, until the table is full; then the longest again and again."""
    told, bits = 0, 0
    pieces = bytearray()
    table = 258
    for number in range(codes):
        width = min(max(9, (table + 1).bit_length()), 12)
        code = 256 if number == 0 else 0 if number == 1 else min(table, 4095)
        if number > 1 and table < 4096:
            table += 1
        told, bits = told << width | code, bits + width
        while bits >= 8:
            bits -= 8
            pieces.append(told >> bits & 0xFF)
            told &= (1 << bits) - 1
    return bytes(pieces)


def archive() -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("invoice.exe", b"MZ")
    return target.getvalue()


def annotated(subtype: str) -> Callable[[PdfWriter], object]:
    def change(writer: PdfWriter) -> None:
        note = DictionaryObject(
            {NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject(subtype)}
        )
        note[NameObject("/Rect")] = ArrayObject([NumberObject(0)] * 4)
        writer.pages[0][NameObject("/Annots")] = ArrayObject([note])

    return change


def with_link(writer: PdfWriter) -> None:
    action = DictionaryObject({NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject("https://x")})
    link = DictionaryObject({NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): action})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([link])


def commented(picture: bytes, hidden: bytes) -> bytes:
    """A photograph with something in its comment."""
    return picture[:2] + b"\xff\xfe" + struct.pack(">H", len(hidden) + 2) + hidden + picture[2:]


def encrypted(writer: PdfWriter) -> None:
    writer.encrypt("", "owner", algorithm="RC4-128")


@cache
def jpeg() -> bytes:
    return picture("JPEG")


@cache
def png() -> bytes:
    return picture("PNG")


ACCEPTED: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "a document of one page": (document, "application/pdf"),
    "of many pages": (lambda: document(pages=30), "application/pdf"),
    "written by hand": (written, "application/pdf"),
    "with object streams": (lambda: packed("<< /Fine true >>"), "application/pdf"),
    "that ends in blanks": (lambda: document() + b"\r\n \n\0", "application/pdf"),
    "with a link to a page of the web": (lambda: document(with_link), "application/pdf"),
    "that unpacks to a few hundred megabytes": (lambda: streams(3, zeros()), "application/pdf"),
    "that opens at a page": (lambda: written(trailer="/OpenAction [3 0 R /Fit]"), "application/pdf"),
    "that opens at a place": (
        lambda: written("<< /S /GoTo /D [3 0 R /Fit] >>", trailer="/OpenAction 4 0 R"),
        "application/pdf",
    ),
    "with a link to a person": (lambda: written("<< /S /URI /URI (mailto:a@x.example) >>"), "application/pdf"),
    "with a title": (lambda: document(lambda w: w.add_metadata({"/Title": "诊断书"})), "application/pdf"),
    "a photograph": (jpeg, "image/jpeg"),
    "in grey": (lambda: picture("JPEG", mode="L"), "image/jpeg"),
    "of print": (lambda: picture("JPEG", mode="CMYK"), "image/jpeg"),
    "progressive": (lambda: picture("JPEG", progressive=True), "image/jpeg"),
    "of forty-eight million pixels": (lambda: picture("JPEG", (8000, 6000), "L", quality=5), "image/jpeg"),
    "with its preview behind": (lambda: jpeg() + picture("JPEG", (8, 8)), "image/jpeg"),
    "with padding behind": (lambda: jpeg() + bytes(4096), "image/jpeg"),
    "with restart markers": (lambda: picture("JPEG", restart_marker_blocks=1), "image/jpeg"),
    "with EXIF": (lambda: picture("JPEG", exif=_exif()), "image/jpeg"),
    "a screen": (png, "image/png"),
    "with transparency": (lambda: picture("PNG", mode="RGBA"), "image/png"),
    "with a palette": (lambda: picture("PNG", mode="P"), "image/png"),
    "in black and white": (lambda: picture("PNG", mode="1"), "image/png"),
}

REFUSED: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "nothing": (lambda: b"", "attachment.media"),
    "one byte": (lambda: b"%", "attachment.media"),
    "text": (lambda: "诊断书".encode(), "attachment.media"),
    "a page of the web": (lambda: b"<html><script>alert(1)</script></html>", "attachment.media"),
    "a drawing": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "attachment.media"),
    "an archive": (archive, "attachment.media"),
    "a program": (lambda: b"MZ" + bytes(100), "attachment.media"),
    "another picture": (lambda: picture("GIF", mode="P"), "attachment.media"),
    "a bitmap": (lambda: picture("BMP"), "attachment.media"),
    "something before a document": (lambda: b"GIF89a" + document(), "attachment.media"),
    "the beginning of a document alone": (lambda: b"%PDF-1.7\n", "attachment.broken"),
    "beginning and end alone": (lambda: b"%PDF-1.7\n%%EOF", "attachment.broken"),
    "a document broken off": (lambda: document()[:-60], "attachment.broken"),
    "a document without pages": (lambda: written().replace(b"/Kids [3 0 R]", b"/Kids []     "), "attachment.broken"),
    "an encrypted document": (lambda: document(encrypted), "attachment.encrypted"),
    "a document that runs a script": (
        lambda: written("<< /S /JavaScript /JS (1) >>", trailer="/OpenAction 4 0 R"),
        "attachment.active",
    ),
    "under another spelling": (
        lambda: written("<< /S /J#61vaScript /J#53 (app.alert\\(1\\)) >>", trailer="/OpenAction 4 0 R"),
        "attachment.active",
    ),
    "in an object stream": (lambda: packed("<< /S /JavaScript /JS (1) >>"), "attachment.active"),
    "inside an array of arrays": (lambda: packed("[[ << /S /Launch /F (cmd.exe) >> ]]"), "attachment.active"),
    "that nothing refers to": (lambda: written("<< /S /Launch /F (cmd.exe) >>"), "attachment.active"),
    "that its table of objects does not name": (
        lambda: written().replace(b"startxref", b"9 0 obj << /S /Launch >> endobj\nstartxref"),
        "attachment.active",
    ),
    "a document that opens another": (lambda: written("<< /S /GoToR /F (//host/x) >>"), "attachment.active"),
    "a document that calls an address when it is opened": (
        lambda: written("<< /S /URI /URI (https://x.example) >>", trailer="/OpenAction 4 0 R"),
        "attachment.active",
    ),
    "or behind what it may do": (
        lambda: written("<< /S /GoTo /D [3 0 R /Fit] /Next 5 0 R >>", "<< >>", trailer="/OpenAction 4 0 R"),
        "attachment.active",
    ),
    "or when a page is": (
        lambda: written("<< /O 5 0 R >>", "<< /S /URI /URI (https://x.example) >>", trailer="/AA 4 0 R"),
        "attachment.active",
    ),
    "whose action is named behind a reference": (
        lambda: written("<< /S 5 0 R /F (//host/x) >>", "/GoToR"),
        "attachment.active",
    ),
    "whose film is named behind a reference": (lambda: written("<< /Subtype 5 0 R >>", "/Movie"), "attachment.active"),
    "a document with a link that is a program": (
        lambda: written("<< /S /URI /URI (JavaScript:alert\\(1\\)) >>"),
        "attachment.active",
    ),
    "whose bytes are no text": (
        lambda: written(f"<< /S /URI /URI <{(b'javascript:1' + bytes([0x9F, 0xAD])).hex()}> >>"),
        "attachment.active",
    ),
    "a document with a link to a file": (lambda: written("<< /S /URI /URI (file:///c:/x) >>"), "attachment.active"),
    "a document with a link to a share": (lambda: written("<< /S /URI /URI (//host\\\\x) >>"), "attachment.active"),
    "a document that sends a form": (lambda: written("<< /S /SubmitForm /F (x) >>"), "attachment.active"),
    "a document with a form of XML": (lambda: written("<< /XFA [] >>"), "attachment.active"),
    "a document with a file in it": (lambda: document(lambda w: w.add_attachment("x.exe", b"MZ")), "attachment.active"),
    "a document with a file on a page": (lambda: document(annotated("/FileAttachment")), "attachment.active"),
    "a document with a film": (lambda: document(annotated("/RichMedia")), "attachment.active"),
    "an archive behind a document": (lambda: document() + archive(), "attachment.two_files"),
    "an archive inside a document": (lambda: document() + archive() + b"%%EOF", "attachment.two_files"),
    "an archive behind a picture": (lambda: jpeg() + archive(), "attachment.two_files"),
    "a page of the web behind a picture": (lambda: jpeg() + b"<script>1</script>", "attachment.two_files"),
    "a document behind a picture": (lambda: png() + document(), "attachment.two_files"),
    "a document in the comment of a photograph": (lambda: commented(jpeg(), document()), "attachment.two_files"),
    "a document in a chunk of a screen": (
        lambda: png()[:33] + chunk(b"prVt", document()) + png()[33:],
        "attachment.two_files",
    ),
    "pictures without end": (lambda: jpeg() * 20, "attachment.two_files"),
    "a picture broken off": (lambda: jpeg()[:-200], "attachment.broken"),
    "the beginning of a picture alone": (lambda: b"\xff\xd8\xff\xe0", "attachment.broken"),
    "a picture without content": (lambda: b"\xff\xd8\xff\xd9", "attachment.broken"),
    "a screen broken off": (lambda: png()[:-20], "attachment.broken"),
    "a screen with one bit turned": (lambda: png()[:60] + bytes([png()[60] ^ 1]) + png()[61:], "attachment.broken"),
    "a screen without content": (lambda: png_of(8, 8), "attachment.broken"),
    "a picture that says it is another": (lambda: b"\xff\xd8\xff" + png()[3:], "attachment.broken"),
    "a bomb": (lambda: png_of(60_000, 60_000, chunk(b"IDAT", zlib.compress(b"\0" * 60_001))), "attachment.too_complex"),
    "a bomb just within what a library warns of": (
        lambda: png_of(10_000, PIXELS_MAX // 10_000 + 1, chunk(b"IDAT", zlib.compress(b"\0" * 9))),
        "attachment.too_complex",
    ),
    "a document that unpacks to more than a gigabyte": (lambda: streams(17, zeros()), "attachment.too_complex"),
    "a document in letters that unpacks to more than a gigabyte": (
        lambda: streams(17, base64.a85encode(zeros()) + b"~>", "[/ASCII85Decode /FlateDecode]"),
        "attachment.too_complex",
    ),
    "a document that unpacks the old way to more than a gigabyte": (
        lambda: streams(3, lzw_of_zeros(200_000), "/LZWDecode"),
        "attachment.too_complex",
    ),
    "a document whose runs come to more than a gigabyte": (
        lambda: streams(9, b"\x81\0" * 1_000_000, "/RunLengthDecode"),
        "attachment.too_complex",
    ),
    "a fax with a side of a mile": (
        lambda: streams(1, b"\0", "/CCITTFaxDecode /Width 60000 /Height 60000"),
        "attachment.too_complex",
    ),
    "a fax whose parameters have a side of a mile": (
        lambda: streams(1, b"\0", "/CCITTFaxDecode /DecodeParms << /Columns 100000 /Rows 100000 >>"),
        "attachment.too_complex",
    ),
    "a page packed as no standard says": (lambda: streams(1, b"\0", "/BrotliDecode"), "attachment.too_complex"),
    "a document that is packed twice over": (
        lambda: streams(1, zlib.compress(zeros()), "[/FlateDecode /FlateDecode]"),
        "attachment.too_complex",
    ),
    "a document with too many pages": (lambda: document(pages=501), "attachment.too_complex"),
}


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[271] = "a camera"
    return exif
