"""The running text of the chapters: written by us, filled with the names and amounts of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.evaluation import achieved, share, spent
from generator.printing import decimal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.plan import Plan, Row
    from generator.printing import Printing

LAWS = (
    "Undang-Undang Nomor 25 Tahun 2004 tentang Sistem Perencanaan Pembangunan Nasional;",
    "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah;",
    (
        "Undang-Undang Nomor 1 Tahun 2022 tentang Hubungan Keuangan antara Pemerintah Pusat dan "
        "Pemerintahan Daerah;"
    ),
    "Peraturan Pemerintah Nomor 2 Tahun 2018 tentang Standar Pelayanan Minimal;",
    "Peraturan Pemerintah Nomor 12 Tahun 2019 tentang Pengelolaan Keuangan Daerah;",
    (
        "Peraturan Presiden Nomor 12 Tahun 2025 tentang Rencana Pembangunan Jangka Menengah "
        "Nasional Tahun 2025-2029;"
    ),
    (
        "Peraturan Menteri Dalam Negeri Nomor 86 Tahun 2017 tentang Tata Cara Perencanaan, "
        "Pengendalian dan Evaluasi Pembangunan Daerah;"
    ),
    (
        "Peraturan Menteri Dalam Negeri Nomor 90 Tahun 2019 tentang Klasifikasi, Kodefikasi, dan "
        "Nomenklatur Perencanaan Pembangunan dan Keuangan Daerah;"
    ),
    (
        "Peraturan Menteri Dalam Negeri Nomor 77 Tahun 2020 tentang Pedoman Teknis Pengelolaan "
        "Keuangan Daerah;"
    ),
    (
        "Keputusan Menteri Dalam Negeri Nomor 900.1.15.5-1317 Tahun 2023 tentang pemutakhiran "
        "klasifikasi, kodefikasi, dan nomenklatur;"
    ),
    (
        "Peraturan Daerah Provinsi Kalimantan Timur Nomor 11 Tahun 2024 tentang Rencana "
        "Pembangunan Jangka Panjang Daerah Tahun 2025-2045."
    ),
)
MISSIONS = (
    "Mewujudkan Sumber Daya Manusia yang Unggul dan Sejahtera;",
    (
        "Mewujudkan Kalimantan Timur sebagai Pusat Ekonomi Baru yang Inklusif Berbasis "
        "Industrialisasi Komoditas Unggulan Daerah;"
    ),
    (
        "Meningkatkan Pembangunan Infrastruktur Guna Menunjang Kegiatan Perekonomian, Pelayanan "
        "Publik dan Kesehatan;"
    ),
    (
        "Mewujudkan Tata Kelola Pemerintahan yang Baik, Profesional, dan Berintegritas Berbasis "
        "Teknologi Informasi;"
    ),
    "Meningkatkan Kualitas Kehidupan Beragama serta Penguatan Budaya dan Kearifan Lokal;",
    "Mewujudkan Pembangunan Berwawasan Lingkungan yang Berkelanjutan.",
)
PLACES_CHAPTERS = (
    (
        "Bab I Pendahuluan, memuat latar belakang, landasan hukum, maksud dan tujuan, serta "
        "sistematika penulisan;"
    ),
    (
        "Bab II Evaluasi Pelaksanaan Renja Tahun Lalu, memuat capaian Renja dan Renstra, analisis "
        "kinerja pelayanan, isu penting, telaah rancangan awal RKPD, dan usulan masyarakat;"
    ),
    (
        "Bab III Tujuan dan Sasaran Perangkat Daerah, memuat telaah kebijakan nasional, tujuan dan "
        "sasaran, serta program dan kegiatan;"
    ),
    (
        "Bab IV Rencana Kerja dan Pendanaan Perangkat Daerah, memuat tabel program, kegiatan, dan "
        "sub kegiatan beserta pagu indikatif;"
    ),
    "Bab V Penutup, memuat catatan penting dan kaidah pelaksanaan.",
)


def background(plan: Plan) -> Iterator[str]:
    """Latar belakang."""
    office, year = plan.office, plan.year
    yield (
        f"Rencana Kerja (Renja) {office.name} Provinsi Kalimantan Timur Tahun {year} adalah "
        "dokumen perencanaan perangkat daerah untuk jangka waktu satu tahun. Dokumen ini "
        "menjabarkan Rencana Strategis perangkat daerah dan menjadi dasar penyusunan rencana kerja "
        f"dan anggaran tahun {year}."
    )
    yield (
        f"{office.name} melaksanakan {office.task}. Dalam melaksanakan tugas itu perangkat daerah "
        "menyusun kebijakan teknis, memberi pelayanan kepada masyarakat di sepuluh kabupaten/kota, "
        "membina unit pelaksana teknis, serta memantau dan melaporkan hasilnya kepada gubernur "
        "melalui sekretaris daerah."
    )
    yield (
        "Penyusunan Renja dimulai dengan pembentukan tim penyusun, pengolahan data, telaah "
        "rancangan awal RKPD, penyaringan usulan pemangku kepentingan dalam forum perangkat "
        "daerah, dan penyelarasan dengan program prioritas gubernur. Rancangan yang sudah "
        "diperbaiki disampaikan kepada Bappeda untuk diverifikasi sebelum ditetapkan."
    )
    yield (
        f"Tahun {year} mengawali pelaksanaan RPJMD 2025-2029, sehingga Renja ini memberi "
        "bobot lebih besar pada program yang hasilnya langsung dirasakan warga. Belanja yang "
        "berulang tanpa hasil terukur dikurangi, dan ukuran kinerja diperbaiki agar setiap rupiah "
        "dapat dipertanggungjawabkan."
    )


def purpose(plan: Plan) -> Iterator[str]:
    """Maksud dan tujuan."""
    yield (
        f"Renja ini dimaksudkan sebagai pegangan seluruh bidang dan unit pelaksana teknis di "
        f"{plan.office.name} dalam melaksanakan program dan kegiatan tahun {plan.year}."
    )
    yield (
        "Tujuannya adalah menjamin keterkaitan antara perencanaan, penganggaran, pelaksanaan, dan "
        "pengawasan; menyediakan ukuran untuk menilai kinerja; serta memastikan bahwa kegiatan "
        f"perangkat daerah menyumbang pada tujuan “{plan.office.goal}”."
    )


def last_year(plan: Plan, printing: Printing) -> Iterator[str]:
    """Evaluasi Renja tahun lalu: quotes codes and amounts of another year."""
    programs = [row for row in plan.rows if row.level == "program"]
    year = plan.year - 2
    budget = sum(spent(row, "ceiling", 0.85, 1.0) for row in programs)
    used = round(budget * share(plan.office.slug, 0.9, 0.97))
    yield (
        f"Pada tahun {year} {plan.office.name} mengelola anggaran sebesar "
        f"{printing.rupiah(budget)} dengan realisasi {printing.rupiah(used)} atau "
        f"{decimal(100 * used / budget)} persen. Realisasi tertinggi terdapat pada program yang "
        "bersifat pelayanan langsung, sedangkan serapan terendah terdapat pada paket fisik yang "
        "kontraknya terlambat."
    )
    for row in programs[1:]:
        indicator = row.indicators[0]
        yield (
            f"{_title(row.name)} ({row.code}) pada tahun {year} terealisasi "
            f"{printing.rupiah(spent(row, 'last'))}. Indikator “{indicator.text}” mencapai "
            f"{achieved(indicator, 'last')} dari target {indicator.target} {indicator.unit}. "
            "Capaian ini dipengaruhi oleh ketersediaan data dari kabupaten/kota dan kesiapan lahan."
        )
    yield (
        "Kegiatan yang tidak mencapai target pada umumnya terkendala oleh proses pengadaan, cuaca, "
        "dan perubahan kebijakan pusat. Tindak lanjutnya adalah mempercepat persiapan pengadaan, "
        "menetapkan penerima manfaat lebih awal, serta memantau kemajuan setiap bulan."
    )


def service(plan: Plan) -> Iterator[str]:
    """Analisis kinerja pelayanan."""
    yield (
        "Kinerja pelayanan diukur dengan indikator kinerja utama dan indikator yang ditetapkan "
        "peraturan perundang-undangan. Angka dua tahun terakhir dan proyeksinya disajikan pada "
        "tabel berikut."
    )
    for name, unit, before, goal in plan.office.measures:
        yield (
            f"{name} tercatat {decimal(before)} {unit.lower()} dan pada tahun {plan.year} "
            f"ditargetkan menjadi {decimal(goal)} {unit.lower()}. Pencapaiannya memerlukan kerja "
            "bersama antara provinsi dan kabupaten/kota serta ketepatan sasaran penerima."
        )


def issue(title: str, text: str) -> str:
    """One paragraph on an issue."""
    return (
        f"{title}. {text} Isu ini ditangani melalui kegiatan yang pagunya dicantumkan pada Bab IV, "
        "dengan lokasi yang dipilih berdasarkan data kebutuhan, bukan pemerataan anggaran."
    )


def review(plan: Plan, printing: Printing) -> Iterator[str]:
    """Telaah terhadap rancangan awal RKPD."""
    rough = sum(spent(row, "rkpd", 0.9, 1.1) for row in plan.rows if row.level == "program")
    yield (
        f"Rancangan awal RKPD memberi {plan.office.name} pagu {printing.rupiah(rough)}. Setelah "
        "dibandingkan dengan hasil analisis kebutuhan, beberapa kegiatan perlu digeser agar sesuai "
        "dengan isu penting di atas. Perbandingannya dimuat pada tabel berikut: sisi kiri menurut "
        "rancangan awal RKPD, sisi kanan menurut analisis kebutuhan."
    )


def proposals(plan: Plan) -> Iterator[str]:
    """Telaah usulan masyarakat."""
    yield (
        f"Usulan masyarakat diterima {plan.office.name} melalui musrenbang, pokok pikiran DPRD, "
        "surat perorangan, dan kanal pengaduan. Usulan yang bukan kewenangan provinsi diteruskan "
        "kepada kabupaten/kota, sedangkan yang sesuai ditampung dalam kegiatan tahun rencana."
    )


def national(plan: Plan) -> Iterator[str]:
    """Telaah terhadap kebijakan nasional dan provinsi."""
    yield (
        "RPJMN 2025-2029 menjabarkan delapan Asta Cita. Renja ini memperhatikan prioritas nasional "
        "yang terkait dengan pembangunan manusia, kemandirian pangan dan energi, pemerataan "
        "ekonomi, serta reformasi birokrasi."
    )
    yield (
        "Visi daerah “Kaltim Sukses Menuju Generasi Emas” dijabarkan menjadi enam misi berikut. "
        f"{plan.office.name} mendukung misi yang sesuai dengan tugasnya:"
    )


def goals(plan: Plan) -> str:
    """Tujuan dan sasaran."""
    return (
        f"Tujuan {plan.office.name} adalah “{plan.office.goal}” dengan sasaran “"
        f"{plan.office.target}”. Ukuran keberhasilannya disajikan pada tabel berikut."
    )


def programs(plan: Plan, printing: Printing) -> Iterator[str]:
    """Program dan kegiatan in prose: the same items as in the table, with codes and amounts."""
    yield (
        f"Pagu indikatif {plan.office.name} tahun {plan.year} berjumlah "
        f"{printing.rupiah(plan.total_rupiah)}, terbagi dalam program-program berikut."
    )
    for row in (one for one in plan.rows if one.level == "program"):
        below = [one for one in plan.rows if one.code.startswith(f"{row.code}.")]
        kegiatan = [one for one in below if one.level == "kegiatan"]
        leaves = [one for one in below if one.level == "sub_kegiatan"]
        largest = max(leaves, key=lambda one: one.budget_rupiah)
        yield (
            f"{_title(row.name)} ({row.code}) memperoleh pagu "
            f"{printing.rupiah(row.budget_rupiah)} untuk {len(kegiatan)} kegiatan dan "
            f"{len(leaves)} sub kegiatan. Bagian terbesar dipakai untuk {largest.name} "
            f"({printing.code(largest.code)}) sebesar {printing.rupiah(largest.budget_rupiah)}. "
            f"Kegiatannya meliputi {_list(kegiatan)}."
        )


def funding(plan: Plan, printing: Printing) -> Iterator[str]:
    """The text before the plan table."""
    yield (
        f"Rencana kerja dan pendanaan {plan.office.name} tahun {plan.year} disusun menurut "
        "klasifikasi, kodefikasi, dan nomenklatur yang berlaku. Jumlah pagu sub kegiatan sama "
        "dengan pagu kegiatan, dan jumlah pagu kegiatan sama dengan pagu programnya."
    )
    for fund in sorted({row.fund for row in plan.rows if row.fund}):
        amount = sum(
            row.budget_rupiah
            for row in plan.rows
            if row.fund == fund and row.level == "sub_kegiatan"
        )
        yield f"Sumber dana {fund} membiayai sub kegiatan sebesar {printing.rupiah(amount)}."


def closing(plan: Plan) -> Iterator[str]:
    """Penutup."""
    yield (
        f"Renja {plan.office.name} tahun {plan.year} menjadi acuan penyusunan RKA dan perjanjian "
        "kinerja. Bila terjadi perubahan kebijakan atau pendapatan daerah, Renja disesuaikan "
        "melalui mekanisme perubahan."
    )
    yield (
        "Setiap kepala bidang bertanggung jawab atas ketercapaian indikator kegiatannya, menyusun "
        "jadwal pengadaan paling lambat pada triwulan pertama, serta melaporkan kemajuan setiap "
        "bulan. Hasil evaluasi triwulanan menjadi dasar perbaikan pelaksanaan."
    )
    yield (
        "Dokumen ini adalah contoh buatan. Nama perangkat daerah, kode, dan nomenklaturnya "
        "nyata, tetapi indikator, target, lokasi, dan rupiahnya karangan."
    )


def _title(name: str) -> str:
    """A name in capitals as a sentence would write it, abbreviations in brackets kept."""
    small = {"dan", "di", "dalam", "untuk", "melalui", "pada", "yang", "atau", "terhadap"}
    words = (
        word if word.startswith("(") else word.lower() if word.lower() in small else word.title()
        for word in name.split()
    )
    return " ".join(words)


def _list(rows: list[Row]) -> str:
    names = [row.name for row in rows]
    return names[0] if len(names) == 1 else f"{'; '.join(names[:-1])}; dan {names[-1]}"
