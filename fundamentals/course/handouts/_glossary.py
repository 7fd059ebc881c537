"""The course's terms in both languages.

Where prose says 放在第一個視窗 (window), nothing tells where the term begins; this table does.
A term that stands in italics as a whole, *卷積核 (kernel)*, needs no entry.
"""

from __future__ import annotations

from types import MappingProxyType

__all__ = ["TERMS"]

TERMS = MappingProxyType(
    {
        "accuracy": "準確率",
        "array": "陣列",
        "attention": "注意力",
        "axis": "軸",
        "base": "基底",
        "batch": "批次",
        "batch normalization": "批次正規化",
        "bias": "偏差",
        "centre of mass": "質心",
        "channel": "色版",
        "class": "類別",
        "column": "行",
        "confusion matrix": "混淆矩陣",
        "convolution": "卷積",
        "data augmentation": "資料增強",
        "dense network": "全連接網路",
        "dropout": "丟棄法",
        "edge": "邊緣",
        "epoch": "週期",
        "feature": "特徵",
        "feature map": "特徵圖",
        "fine-tuning": "微調",
        "gate": "閘門",
        "generalization": "泛化",
        "generalization gap": "泛化差距",
        "gradient": "梯度",
        "gradient descent": "梯度下降",
        "hidden layer": "隱藏層",
        "kernel": "卷積核",
        "label": "標籤",
        "leak": "資料外洩",
        "learning curve": "學習曲線",
        "learning rate": "學習率",
        "loss": "損失",
        "matrix": "矩陣",
        "max pooling": "最大池化",
        "mean squared error": "均方誤差",
        "median": "中位數",
        "model": "模型",
        "momentum": "動量",
        "neural network": "神經網路",
        "neuron": "神經元",
        "optimizer": "最佳化器",
        "overfitting": "過度擬合",
        "padding": "填補",
        "parameter": "參數",
        "pixel": "像素",
        "probability": "機率",
        "recurrent network": "遞迴網路",
        "residual": "殘差",
        "row": "列",
        "score": "分數",
        "sequence": "序列",
        "shape": "形狀",
        "slope": "斜率",
        "statistics": "統計量",
        "stride": "步幅",
        "transfer learning": "遷移學習",
        "validation": "驗證",
        "vector": "向量",
        "weight": "權重",
        "weight sharing": "權重共享",
        "window": "視窗",
    }
)
"""By the English term, lower case, the Chinese one."""
