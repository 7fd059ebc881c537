"""The report as one web page, in both languages, without a network or a script."""

from __future__ import annotations

import base64
from collections.abc import Mapping

from fundamentals.comparison._run import Comparison
from fundamentals.comparison._table import rows, summary
from fundamentals.language import LANGUAGES, Text
from fundamentals.page_kit import both, escape, static_page
from fundamentals.times import shown_time

_TITLE = Text("Two networks on {dataset}", "{dataset}：兩個網路的比較")
_MOST_CLASSES_SIDE_BY_SIDE = 12
_FIGURES = Text("Figures", "數字")
_CURVES = Text("Learning curves", "學習曲線")
_CURVES_EXPLAINED = Text(
    "Dashed: training, measured by Keras while the weights still move and with dropout on. "
    "Solid: validation. The last point of both is measured with the finished network, like the "
    "figures above; the space between them is the gap.",
    "虛線是訓練：由 Keras 在權重還在變動、Dropout 開啟時量測。實線是驗證。"
    "兩條線的最後一點和上面的數字一樣，是訓練完成後量測的；兩者之間就是差距。",
)
_CONFUSION = Text("Which classes were confused", "各類別被當成什麼")
_CONFUSION_EXPLAINED = Text(
    "Validation images. A row is the true class, a column the prediction; "
    "everything off the diagonal is wrong.",
    "驗證圖像。列是正確類別，行是預測；對角線以外都是錯的。",
)
_MISTAKES = Text("Most confident errors", "最有把握卻答錯的圖像")
_MISTAKES_EXPLAINED = Text(
    "Validation images that the network got wrong, the most confident errors first.",
    "網路答錯的驗證圖像，最有把握的排在最前面。",
)
_MEASURED = Text("How this was measured", "量測方式")
_ACCURACIES = Text(
    "Training and validation accuracy are those of the finished network on every image of the "
    "split, with dropout off. The gap is their difference.",
    "訓練與驗證準確度都是訓練完成後，關閉 Dropout，在該分割的每張圖像上量測。差距就是兩者之差。",
)
_TEST = Text(
    "Test accuracy is that on the official test images, which were used once, "
    "after every choice was made.",
    "測試準確度是在官方測試圖像上的結果。測試圖像沒有參與任何選擇，網路訓練完成後只用過一次。",
)


def report_page(comparison: Comparison, pictures: Mapping[str, Mapping[str, bytes]]) -> str:
    """Return the page.

    Args:
        comparison: The comparison.
        pictures: The results of ``draw_pictures``, by language.
    """
    title = _TITLE.format(dataset=comparison.dataset.name)
    keys = [result.key for result in comparison.results]
    return static_page(
        "fundamentals.comparison",
        str(title),
        heading=both(title),
        summary="".join(f"<p>{both(summary(result))}</p>" for result in comparison.results),
        figures=_heading(_FIGURES),
        table=_table(comparison),
        diagnoses="".join(
            f"<li><b>{both(result.name)}</b><br>{both(result.diagnosis.message)}</li>"
            for result in comparison.results
        ),
        curves=_heading(_CURVES, _CURVES_EXPLAINED),
        learning_curves=_picture("learning_curves", _CURVES, pictures, "chart"),
        # Many classes need the whole width to be legible.
        matrix_layout="pair"
        if comparison.dataset.num_classes <= _MOST_CLASSES_SIDE_BY_SIDE
        else "stack",
        confusion=_heading(_CONFUSION, _CONFUSION_EXPLAINED),
        confusion_matrices=_pictures(
            comparison, [f"{key}_confusion_matrix" for key in keys], pictures, "chart"
        ),
        mistakes=_heading(_MISTAKES, _MISTAKES_EXPLAINED),
        mistake_mosaics=_pictures(
            comparison, [f"{key}_mistakes" for key in keys], pictures, "photographs"
        ),
        measured=_heading(_MEASURED),
        notes="".join(f"<p>{both(note)}</p>" for note in _notes(comparison)),
        conditions=_conditions(comparison),
    )


def _table(comparison: Comparison) -> str:
    names = "".join(f"<th scope='col'>{both(result.name)}</th>" for result in comparison.results)
    body = "".join(
        f"<tr><th scope='row'>{both(name)}</th>"
        + "".join(f"<td>{both(value)}</td>" for value in values)
        + "</tr>"
        for name, values in rows(comparison)
    )
    return f"<table><thead><tr><td></td>{names}</tr></thead><tbody>{body}</tbody></table>"


def _notes(comparison: Comparison) -> list[Text]:
    tested = any(result.test_accuracy is not None for result in comparison.results)
    return [_ACCURACIES, *([_TEST] if tested else []), *comparison.notes]


def _conditions(comparison: Comparison) -> str:
    dataset = comparison.dataset
    sizes = Text(
        "{train:,} training, {validation:,} validation", "訓練 {train:,} 張，驗證 {validation:,} 張"
    ).format(train=len(dataset.train), validation=len(dataset.validation))
    if dataset.test is not None:
        sizes = Text("{sizes}, {test:,} test", "{sizes}，測試 {test:,} 張").format(
            sizes=sizes, test=len(dataset.test)
        )
    facts = {
        Text("images", "圖像"): sizes,
        Text("source", "來源"): dataset.source,
        Text("device", "裝置"): comparison.device.text,
        Text("seed", "亂數種子 (seed)"): Text.untranslated(str(comparison.seed)),
        Text("versions", "版本"): Text.untranslated(
            ", ".join(f"{name} {version}" for name, version in comparison.versions.items())
        ),
        Text("finished", "完成時間"): Text.untranslated(shown_time(comparison.finished)),
    }
    return "".join(f"<dt>{both(name)}</dt><dd>{both(fact)}</dd>" for name, fact in facts.items())


def _pictures(
    comparison: Comparison,
    names: list[str],
    pictures: Mapping[str, Mapping[str, bytes]],
    kind: str,
) -> str:
    return "".join(
        _picture(name, result.name, pictures, kind)
        for name, result in zip(names, comparison.results, strict=True)
    )


def _picture(
    name: str, caption: Text, pictures: Mapping[str, Mapping[str, bytes]], kind: str
) -> str:
    images = "".join(
        f"<img class='{kind}' lang='{language}' alt='{escape(caption.in_language(language))}'"
        f" src='data:image/png;base64,{base64.b64encode(pictures[language][name]).decode()}'>"
        for language in LANGUAGES
    )
    return f"<figure><figcaption>{both(caption)}</figcaption>{images}</figure>"


def _heading(title: Text, explanation: Text | None = None) -> str:
    heading = f"<h2>{both(title)}</h2>"
    return heading if explanation is None else f"{heading}<p>{both(explanation)}</p>"
