from __future__ import annotations

from xml.etree import ElementTree as ET

from alignment.report.charts import interval, movement, reliability, risk_coverage


def test_a_curve_is_a_picture_of_its_own_with_its_title_as_text() -> None:
    title = "Risiko <script>alert(1)</script>"
    picture = risk_coverage([(0.5, 0.0), (1.0, 0.12)], title=title, across="x", up="y")
    root = ET.fromstring(picture)  # noqa: S314  our own picture
    assert title == root[0].text
    lines = [one for one in root.iter() if one.tag.endswith("polyline")]
    first, last = (point.split(",") for point in lines[0].attrib["points"].split())
    assert float(first[0]) < float(last[0])
    assert float(first[1]) > float(last[1])


def test_an_interval_lies_within_its_scale_and_says_what_it_shows() -> None:
    said = 'Dinas "A": 30 %'
    picture = str(interval(0.3, 0.1, 0.6, largest=0.6, description=said))
    root = ET.fromstring(picture)  # noqa: S314  our own picture
    assert said == root.attrib["aria-label"]
    band, mark = (one for one in root if one.tag == "rect")
    assert float(band.attrib["x"]) + float(band.attrib["width"]) == 1000.0
    assert float(band.attrib["x"]) < float(mark.attrib["x"]) < 1000
    assert "band" not in str(interval(0.3, None, None, largest=0.6, description=said))


def test_a_movement_runs_from_hollow_to_full_on_one_scale() -> None:
    picture = str(movement(0.4, 0.1, largest=0.4, description="Dinas A: 40 % → 10 %"))
    root = ET.fromstring(picture)  # noqa: S314  our own picture
    old, now = (one for one in root if one.tag == "rect")
    assert (old.attrib["class"], now.attrib["class"]) == ("old", "mark")
    assert float(now.attrib["x"]) < float(old.attrib["x"]) < 1000


def test_reliability_is_a_dot_for_each_bin_on_the_line_where_promises_are_kept() -> None:
    picture = reliability([(0.5, 0.5, 10), (0.9, 0.6, 90)], title="A < B", across="x", up="y")
    assert "<title>A &lt; B</title>" in picture
    assert 2 == picture.count("<circle")
    assert 'cx="332.0" cy="222.0"' in picture
    assert "90\u00a0%: 60\u00a0% (90)" in picture
