"""Commands for graders: one submission, a class, its gradebook."""

from fundamentals.language import Text

# In the order of the help: what each command does. The command is in the module of its name.
COMMANDS = {
    "grade": Text("grade a submission, or a class", "為一份作答或全班評分"),
    "gradebook": Text("a class's results", "全班的成績"),
    "autograder": Text(
        "write a lab's autograder for Gradescope", "寫出實作在 Gradescope 上的評分程式"
    ),
}
