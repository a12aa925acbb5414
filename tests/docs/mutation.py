"""The mutation run: `python -m tests.docs.mutation [NAMES]` plants faults one by one and notes which no test sees.

mutmut passes over what is decorated, and here a verdict is often a property: it is made to mutate properties, too.
Its settings are in pyproject.toml; what it finds is read by `tests.docs.mutation_page`.
"""

import libcst as cst
from mutmut.__main__ import cli
from mutmut.mutation import file_mutation

_skips = file_mutation.MutationVisitor._skip_node_and_children
_arranged = file_mutation.function_trampoline_arrangement


def is_property(node):
    if not isinstance(node, cst.FunctionDef):
        return False
    return [getattr(each.decorator, "value", None) for each in node.decorators] == ["property"]


def skips(visitor, node):
    return not is_property(node) and _skips(visitor, node)


def arranged(function, mutants, class_name):
    """The original and its mutants are called as methods: the decorator goes to what chooses among them."""
    bare = function.with_changes(decorators=()) if is_property(function) else function
    declared, (chooser, *choices), assigned, names = _arranged(bare, mutants, class_name)
    if bare is not function:
        chooser = chooser.with_changes(decorators=[*function.decorators, *chooser.decorators])
    return declared, [chooser, *choices], assigned, names


if __name__ == "__main__":
    file_mutation.MutationVisitor._skip_node_and_children = skips
    file_mutation.function_trampoline_arrangement = arranged
    cli()
