"""Commands for learners: their labs, their models, their pictures."""

from fundamentals.language import Text

# In the order of the help: what each command does. The command is in the module of its name.
COMMANDS = {
    "start": Text("write a lab into this folder, and start", "把實作寫到這個資料夾，開始動手"),
    "doctor": Text("check whether this machine is ready", "檢查這台電腦是否準備好"),
    "data": Text("list, fetch and look at datasets", "列出、下載與檢視資料集"),
    "check": Text("check your own lab", "檢查自己的實作"),
    "hint": Text("show a task's hint", "顯示任務的提示"),
    "course": Text("your progress, and the next step", "你的進度與下一步"),
    "compare": Text(
        "train a dense network and a CNN, side by side", "訓練密集神經網路與 CNN，並排比較"
    ),
    "explore": Text("see your model at work in the browser", "在瀏覽器裡觀察你的模型"),
    "predict": Text("ask your model what a photograph shows", "問模型照片裡是什麼"),
    "serve": Text(
        "put your model behind a web page on this computer", "讓你的模型在本機的網頁裡作答"
    ),
    "calibrate": Text("find out how far to trust your model", "量出模型的信心度有多可信"),
}
