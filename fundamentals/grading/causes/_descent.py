"""Mistakes in a loss, in its slopes, and in descending along them."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "BIAS_NOT_TRAINED",
    "DESCENT_UPHILL",
    "GRADIENT_OF_SUM",
    "LEARNING_RATE_IGNORED",
    "LOSS_ABSOLUTE",
    "LOSS_AFTER_STEP",
    "LOSS_EVERY_POINT",
    "LOSS_LAST_ONLY",
    "LOSS_NOT_SQUARED",
    "LOSS_ROOT",
    "LOSS_SUMMED",
    "MOMENTUM_AVERAGED",
    "MOMENTUM_IGNORED",
    "PATH_LAST_ONLY",
    "PATH_ONE_SHORT",
    "PATH_WITHOUT_START",
    "SLOPES_SWAPPED",
    "SLOPE_OF_START_ONLY",
    "SLOPE_SUMMED",
    "SLOPE_WITHOUT_TWO",
    "SLOPE_WITHOUT_X",
    "STEPS_IGNORED",
    "UPDATED_ONE_AFTER_OTHER",
]

LOSS_SUMMED = Cause(
    "loss-summed",
    Text("The squared errors were added, not averaged.", "誤差平方是加總，沒有平均。"),
    Text("Use np.mean.", "請用 np.mean。"),
)
LOSS_NOT_SQUARED = Cause(
    "loss-not-squared",
    Text(
        "The errors were averaged without squaring: those above and below cancel.",
        "誤差沒有平方就平均：正負會互相抵消。",
    ),
    Text("Square each error first.", "請先把每個誤差平方。"),
)
LOSS_ABSOLUTE = Cause(
    "loss-absolute",
    Text("This is the mean absolute error.", "這是平均絕對誤差。"),
    Text("Square the errors in place of abs.", "請用平方取代 abs。"),
)
LOSS_ROOT = Cause(
    "loss-root",
    Text("The root of the loss came back.", "傳回的是損失的平方根。"),
    Text("Leave out the square root.", "不要開根號。"),
)
LOSS_EVERY_POINT = Cause(
    "loss-every-point",
    Text("One number a point came back.", "每個點各傳回了一個數字。"),
    Text("The loss is one number for all: np.mean.", "損失是全部合起來的一個數字：np.mean。"),
)
SLOPE_WITHOUT_TWO = Cause(
    "slope-without-two",
    Text("The slopes are half as large as they should be.", "斜率只有應有的一半。"),
    Text(
        "The slope of a square is twice what is squared: keep the factor 2.",
        "平方的斜率是兩倍：要保留因數 2。",
    ),
)
SLOPE_SUMMED = Cause(
    "slope-summed",
    Text("The slopes were added over the points, not averaged.", "斜率是各點加總，沒有平均。"),
    Text("Use np.mean, as the loss does.", "和損失一樣用 np.mean。"),
)
SLOPE_WITHOUT_X = Cause(
    "slope-without-x",
    Text(
        "Along the weight the error has to be multiplied by x, point by point.",
        "沿權重方向，誤差要逐點乘上 x。",
    ),
    Text("np.mean(2 * error * x).", "np.mean(2 * error * x)。"),
)
SLOPES_SWAPPED = Cause(
    "slopes-swapped",
    Text("The two slopes are swapped.", "兩個斜率的順序顛倒了。"),
    Text("The weight's comes first.", "權重的在前。"),
)
DESCENT_UPHILL = Cause(
    "descent-uphill",
    Text("The steps lead uphill: the loss grows.", "走的是上坡：損失愈來愈大。"),
    Text("Step against the slope: subtract it.", "要朝斜率的反方向走：用減的。"),
)
PATH_WITHOUT_START = Cause(
    "path-without-start",
    Text("The start is missing from the path.", "路徑裡少了起點。"),
    Text("Begin with path = [start].", "從 path = [start] 開始。"),
)
PATH_LAST_ONLY = Cause(
    "path-last-only",
    Text("Only the last place came back.", "只傳回了最後一處。"),
    Text("Collect every place in a list.", "把每一處都收集到串列裡。"),
)
PATH_ONE_SHORT = Cause(
    "path-one-short",
    Text("The path is one step short.", "路徑少了一步。"),
    Text(
        "With the start it has steps + 1 places: range(steps).",
        "連同起點共有 steps + 1 處：range(steps)。",
    ),
)
SLOPE_OF_START_ONLY = Cause(
    "slope-of-start-only",
    Text("Every step used the slopes of the start.", "每一步都用了起點的斜率。"),
    Text("Ask for the slopes anew, inside the loop.", "請在迴圈裡重新求斜率。"),
)
UPDATED_ONE_AFTER_OTHER = Cause(
    "updated-one-after-other",
    Text(
        "The bias was moved by slopes taken after the weight had moved.",
        "移動偏差時，用的是權重移動之後的斜率。",
    ),
    Text("Take both slopes first, then move both.", "先求兩個斜率，再一起移動。"),
)
LEARNING_RATE_IGNORED = Cause(
    "learning-rate-ignored",
    Text("The learning rate makes no difference.", "學習率 (learning rate) 沒有作用。"),
    Text("Multiply the slope by learning_rate.", "斜率要乘上 learning_rate。"),
)
MOMENTUM_IGNORED = Cause(
    "momentum-ignored",
    Text("The momentum makes no difference.", "動量 (momentum) 沒有作用。"),
    Text(
        "Add momentum * step, the last step, to each step.",
        "每一步都要加上 momentum * step，也就是上一步的份。",
    ),
)
MOMENTUM_AVERAGED = Cause(
    "momentum-averaged",
    Text(
        "The slope was multiplied by 1 - momentum as well.",
        "斜率另外乘上了 1 - momentum。",
    ),
    Text(
        "step = momentum * step - learning_rate * slope, as Keras does.",
        "step = momentum * step - learning_rate * slope，和 Keras 一樣。",
    ),
)
GRADIENT_OF_SUM = Cause(
    "gradient-of-sum",
    Text(
        "The gradient is that of the sum of the losses, not of their mean.",
        "梯度取自損失的總和，不是平均。",
    ),
    Text(
        "Give the tape tf.reduce_mean of the losses.",
        "交給 tape 的要是損失的 tf.reduce_mean。",
    ),
)
BIAS_NOT_TRAINED = Cause(
    "bias-not-trained",
    Text("Only the first variable of the model was changed.", "只改變了模型的第一個變數。"),
    Text(
        "Go through all of model.trainable_variables.",
        "要處理 model.trainable_variables 的每一個。",
    ),
)
STEPS_IGNORED = Cause(
    "steps-ignored",
    Text("The number of steps is not the one asked for.", "走的步數不是所要求的。"),
    Text("Loop over range(steps).", "用 range(steps) 做迴圈。"),
)
LOSS_AFTER_STEP = Cause(
    "loss-after-step",
    Text("These are the losses after each step.", "這些是每一步之後的損失。"),
    Text(
        "Note the loss that the tape saw, before the variables change.",
        "請記下 tape 看到的損失，也就是變數改變之前的。",
    ),
)
LOSS_LAST_ONLY = Cause(
    "loss-last-only",
    Text("Only the last loss came back.", "只傳回了最後的損失。"),
    Text("Collect the losses in a list.", "把每一步的損失收集到串列裡。"),
)
