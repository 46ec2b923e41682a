"""The words by which the rules know routine office needs, private gain, and other tiers' tasks.

Every pattern reads folded text (lower case, single spaces). The tasks of the state follow the six
absolute matters of Law 23/2014 (foreign politics, defence, security, justice, money, religion);
those of regency and city its annex.
"""

from __future__ import annotations

import re

UNITS = frozenset(
    """
    bulan paket unit set stel orang dokumen laporan kegiatan tahun buah lembar eksemplar kali rim
    kotak liter meter hari jam persen nilai indeks angka berkas buku porsi box pcs pasang berita
    acara keg dok lap thn bln org bh lbr jumlah persentase terlaksananya tersedianya terpenuhinya
    terlaksana tersedia terpenuhi kelengkapan satuan layanan rupiah dan per
    """.split()  # noqa: SIM905 - read as prose
)
"""Words of an indicator that only say in what it is counted, or that it was done."""

GENERIC = frozenset(
    """
    pelaksanaan penyelenggaraan pengelolaan penyediaan pengembangan peningkatan pembinaan
    pengawasan pengendalian pemantauan monitoring evaluasi pelaporan laporan koordinasi
    sinkronisasi konsultasi sosialisasi fasilitasi pendampingan penyusunan dokumen kajian
    analisis studi rapat kegiatan program rutin administrasi umum dukungan kebijakan kerja tugas
    fungsi pelatihan bimbingan teknis bimtek data informasi aplikasi sistem acara pengadaan barang
    jasa lainnya lain operasional penunjang perencanaan pembangunan daerah provinsi kabupaten kota
    perangkat dinas badan kantor tahun dan atau serta yang untuk dalam pada di ke dari dengan oleh
    terpadu lintas sektor bidang urusan pemerintahan kewenangan pembentukan penguatan kapasitas
    kelembagaan koord pemenuhan kebutuhan hasil penetapan rencana
    sesuai arahan petunjuk instruksi perintah penugasan pimpinan atasan strategis prioritas
    unggulan khusus tertentu tambahan pendukung mendukung menunjang berbagai macam hal isu
    optimalisasi pemantapan pemaksimalan efektivitas efisiensi peran kinerja mutu kualitas
    tindak lanjut percepatan implementasi perumusan terkait dianggap perlu dll dst agenda
    inisiatif giat aksi upaya langkah bersama secara berkala insidental mendesak tahunan
    """.split()  # noqa: SIM905 - read as prose
)
"""Words that alone say nothing of what is done, or for whom."""

PEOPLE_AND_PLACES = frozenset(
    """
    kepala anggota ketua pegawai pejabat staf peserta orang warga masyarakat kantor gedung ruang
    lapangan lokasi kecamatan kelurahan desa kampung samarinda balikpapan bontang kutai paser berau
    """.split()  # noqa: SIM905 - read as prose
)
"""Words of whom and where, which alone say nothing against an item."""

SUPPORT_PROGRAMS = re.compile(
    r"penunjang urusan pemerintahan daerah|pelayanan adm(inistrasi|\.)? ?perkantoran|"
    r"fasilitasi pindah ?/ ?purna ?tugas|pelayanan kedinasan (kepala|wakil|kdh)|"
    r"\bsistem pelaporan\b.*\b(kinerja|keuangan)\b(?! desa)|"
    r"^(program |kegiatan )?administrasi umum( (dan )?kepegawaian| perangkat daerah| kantor)?$"
)
"""The program that keeps an office running, as the nomenclature of 2019 names it and as that of
2006 (Permendagri 13/2006) named those of every office."""

STAFF_PROGRAMS = re.compile(
    r"(\b(sarana|sarpras)\b.*|\bdisiplin |kapasitas sumber ?daya )"
    r"\b(aparatur|pegawai|asn|pns)\b(?! (pemerintah(an)? )?(desa|kampung|gampong|nagari))"
)
"""The programs of 2006 for the staff of every office; those of all staff are one office's task."""

PERSONNEL_OFFICES = re.compile(
    r"kepegawaian|sumber daya manusia|\b(bkd|bkpsdmd?|bkpp|bpsdm|bkdd|diklat)\b"
)

_STAFF = r"(pegawai|asn|pns|non asn|non pns|staf|tenaga kontrak|karyawan|pramubakti|sopir|aparatur)"
_OFFICE = r"(kantor|perkantoran|sekretariat|dinas|badan|biro|uptd|skpd|opd|perangkat daerah)"
_OTHER_OFFICES = r"(desa|camat|kecamatan|lurah|kelurahan|gubernur|bersama|penghubung|samsat|wali)"
OFFICE_NEEDS = re.compile(
    "|".join(
        (
            rf"\b(listrik|pln|air|pdam|telepon|internet|wifi|rekening)\b.*\b{_OFFICE}\b",
            r"\b(atk|alat tulis|toner|fotokopi|penggandaan|barang cetakan)\b",
            r"\b(surat menyurat|materai)\b",
            rf"\b(gaji|tunjangan|tpp|tambahan penghasilan|thr|honor\w*|upah)\b.*\b{_STAFF}\b",
            r"\b(kendaraan|mobil|motor|sepeda motor) (dinas|operasional|jabatan|kantor)\b",
            r"\bperjalanan dinas\b",
            r"\brapat\b.*\b(koordinasi|konsultasi)\b.*\b(luar|dalam) daerah\b",
            rf"\b(kebersihan|keamanan|pengamanan|satpam|penjaga)\b.*\b{_OFFICE}\b|cleaning service",
            r"\b(gedung|halaman|taman|atap|ruang|bangunan|sarana) (kantor|sekretariat)\b",
            rf"\b(mebel|meubel\w*|meja|kursi|lemari)\b.*\b({_STAFF}|kantor|tata usaha)\b",
            rf"\b(ac|pendingin ruang\w*|genset|lift|komputer|printer)\b.*\b({_STAFF}|kantor)\b",
            r"\b(renja|rka|dpa|lkjip|lakip)\b",
            r"\blaporan (kinerja|keuangan) (dinas|badan|biro|skpd|perangkat daerah)\b",
            r"\b(inventaris\w*|barang milik daerah|aset)\b.*\b(kantor|dinas|skpd)\b",
            rf"\b(pakaian|seragam)\b.*\b({_STAFF}|dinas)\b",
            r"\b(surat kabar|bahan bacaan)\b",
            rf"\bkantor\b(?! {_OTHER_OFFICES})",
            r"\badministrasi (umum|perkantoran|kantor|kepegawaian|keuangan)\b",
            r"\b(sarana|prasarana) (kerja )?aparatur\b",
            r"\b(makan minum|konsumsi) (rapat|pegawai|kantor|tamu)\b|\bjamuan tamu\b",
        )
    )
)
"""What keeps any office running, in everyday wording."""

PUBLIC = re.compile(
    r"\b(warga|masyarakat|rakyat|penduduk|siswa|pelajar|murid|mahasiswa|santri|guru|petani|nelayan|"
    r"pekebun|peternak|umkm|pasien|balita|ibu hamil|lansia|difabel|disabilitas|miskin|korban|desa|"
    r"kampung|sekolah|sma|smk|slb|rumah sakit|rsud|pelaku usaha|wisatawan|pencari kerja|"
    r"izin|perizinan|(semua|seluruh|lintas|antar) (opd|skpd|perangkat daerah))\b"
)
"""Whom an office serves beyond itself: an item that names them is not routine support."""

_KIN = r"(keluarga|istri|isteri|suami|anak|anaknya|keponakan|kerabat|pasangan|kolega|kenalan)"
_RANK = (
    r"(pejabat|pimpinan|kepala (dinas|badan|biro|bidang|daerah)|direksi|direktur|komisaris|"
    r"anggota dewan|ketua|pengurus|pengusaha|eselon)"
)
WORKS = re.compile(
    r"\b(dibangun|dicor|diaspal|disemen|ditanam\w*|dibagi\w*|disalurkan|direhabilitasi)\b"
)
"""What is done in the field, not in the office."""

PRIVATE_GAIN = re.compile(
    "|".join(
        (
            rf"\b{_KIN} (para )?{_RANK}\b",
            rf"\b{_RANK}\b.*?\b(pribadi|{_KIN})\b",
            rf"\b(rumah(?! tangga)|vila|kebun|lahan|kediaman|wajah)\b.*?\b(pribadi|{_RANK})\b",
            r"\bmilik (mantan|pribadi|keluarga|pengurus|pejabat|pengembang|perusahaan|klub)\b",
            r"\b(mantan|pensiunan) (pejabat|kepala|bupati|gubernur|direktur)\b|\bpurnatugas\b",
            r"\b(mewah|karaoke|(?<!/)spa(?!/)|pesiar|cerutu|pelesir|arisan|umrah|jalan-jalan|vila)\b|\bgolf\b",
            r"\bcalon (kepala daerah|gubernur|bupati)\b|\btim sukses\b",
            r"\bkampanye (partai|politik)\b",
            r"\bklub (profesional|pengusaha|motor besar|mobil)\b|\bpenggemar\b|\bkolektor\b",
        )
    )
)
"""Private circles, luxury and self-promotion as beneficiaries."""

_AGENCIES = (
    r"(?<!dengan )(?<!bersama )(?<!oleh )(?<!dari )"  # a partner is no owner
    r"\b(kejati|kejari|kejaksaan|polda|polres|polresta|polsek|kodim|korem|kodam|lanal|lanud|"
    r"pengadilan|kanwil|kemenag|imigrasi|lapas|rutan|bpn|karantina|instansi vertikal|brimob|"
    r"batalyon|markas tni|mabes|kedutaan|konsulat|atase|kua)\b|\bkementerian agama\b"
)
_STATE_TASKS = (
    r"\b(intelijen (negara|luar negeri|asing)|operasi (militer|intelijen|rahasia)|diplomasi|"
    r"politik luar negeri|pertahanan negara|alutsista|amunisi|senjata api|"
    r"kendaraan (tempur|taktis)|"
    r"penahanan tersangka|gaji (hakim|jaksa|penghulu)|paspor|visa|bea cukai|kepabeanan|suku bunga|"
    r"mata uang|pencatatan nikah|penghulu|bandara internasional|jalan tol|"
    r"minyak dan gas bumi|wilayah kerja migas)\b"
)
_PROVINCES = (
    "aceh|sumatera (utara|barat|selatan)|riau|kepulauan riau|jambi|bengkulu|lampung|"
    "bangka belitung|banten|jawa (barat|tengah|timur)|yogyakarta|dki jakarta|"
    "bali|nusa tenggara (barat|timur)|"
    "kalimantan (barat|tengah|selatan|timur|utara)|sulawesi (utara|tengah|selatan|tenggara|barat)|"
    "gorontalo|maluku utara|maluku|papua( barat| selatan| tengah| pegunungan| barat daya)?"
)
BUILT_IN_PROVINCE = re.compile(
    r"\b(pembangunan|rehabilitasi|pemeliharaan|peningkatan|penambahan|pelebaran|perbaikan)\b"
    rf".*\bdi (?:wilayah |provinsi )?(?P<province>{_PROVINCES})\b"
)
"""Works, and the province in which they stand."""

_WORKS_ON = r"\b(pembangunan|rehabilitasi|revitalisasi|renovasi|pemeliharaan|kios|los|lapak)\b"
OTHER_TIERS = tuple(
    (re.compile(pattern), what)
    for pattern, what in (
        (
            r"\b(sd|sdn|smp|smpn|mi|mts|min|mtsn)\b|sekolah dasar|sekolah menengah pertama",
            "SD/SMP",
        ),
        (r"\b(paud|taman kanak)", "PAUD"),
        (
            r"jalan (lingkungan|desa|kampung|gang|kabupaten|kota|perumahan)\b",
            "jalan kabupaten/kota",
        ),
        (r"\bgang\b|\b(rt|rw)\.? ?\d", "lingkungan RT/RW"),
        (r"jalan nasional", "jalan nasional"),
        (r"penerangan jalan (lingkungan|umum)|lampu jalan", "penerangan jalan lingkungan"),
        (r"\b(puskesmas|pustu|posyandu|polindes|poskesdes)\b", "puskesmas dan posyandu"),
        (rf"{_WORKS_ON}.*\bpasar (desa|kampung|kecamatan|rakyat)\b", "pasar kabupaten/kota"),
        (r"\b(balai|kantor) (desa|kampung|rt|kelurahan)\b", "bangunan desa"),
        (_AGENCIES, "instansi pusat di daerah"),
        (_STATE_TASKS, "urusan pemerintah pusat"),
    )
)
"""What is not a province's to do, with the words to say so."""
