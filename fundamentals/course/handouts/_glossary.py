"""The course's terms in both languages.

Where prose says 放在第一個視窗 (window), nothing tells where the term begins; this table does.
A term that stands in italics as a whole, *核心 (kernel)*, needs no entry.
"""

from __future__ import annotations

from types import MappingProxyType

TERMS = MappingProxyType(
    {
        "accuracy": "準確度",
        "array": "陣列",
        "attention": "注意力",
        "axis": "軸",
        "base": "基底",
        "batch": "批次",
        "batch normalization": "批次正規化",
        "bias": "偏差",
        "center of mass": "質心",
        "channel": "色版",
        "class": "類別",
        "column": "行",
        "confusion matrix": "混淆矩陣",
        "convolution": "卷積",
        "data augmentation": "資料增強",
        "dense network": "密集神經網路",
        "dropout": "Dropout",
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
        "kernel": "核心",
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
        "padding": "填充",
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
        "stride": "步長",
        "transfer learning": "遷移學習",
        "validation": "驗證",
        "vector": "向量",
        "weight": "權重",
        "weight sharing": "權重共享",
        "window": "視窗",
    }
)
"""By the English term, lower case, the Chinese one."""

AVOIDED = MappingProxyType(
    {
        "\u5377\u7a4d\u6838": "核心",
        "\u5f71\u50cf": "圖像",
        "\u539f\u5716": "原始圖像",
        "\u92b3\u5229": "銳化",
        "\u8b8a\u4eae(?!\u5ea6)": "調亮",
        "\u8b8a\u6697": "調暗",
        "\u6b65\u5e45": "步長",
        "\u586b\u88dc": "填充",
        "\u88dc\u96f6": "零填充",
        "\u4e1f\u68c4\u6cd5": "Dropout",
        "\u4e1f\u68c4\u5c64": "Dropout 層",
        "\u5168\u9023\u63a5": "密集",
        "\u6e96\u78ba\u7387": "準確度",
        "\u6fc0\u6d3b": "啟動",
        "\u8a3a\u6240": "門診",
        # Mainland usage.
        "\u6578\u64da": "資料",
        "(?<![\u6f14\u8a08])\u7b97\u6cd5": "演算法",
        "\u7db2\u7d61": "網路",
        "\u9ed8\u8a8d": "預設",
        "\u8996\u983b": "影片",
        "\u9b6f\u68d2": "穩健",
        "\u9f20\u6a19": "滑鼠",
        "\u8edf\u4ef6": "軟體",
        "\u4fe1\u606f": "資訊",
    }
)
"""Patterns that no text of the project matches, with the word of the deck or of Taiwan for each.

They are written as escapes, so that this very table does not use them.
"""
