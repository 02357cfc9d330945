"""Which practices a page tells of: one module a way of telling them, all asked by `finding.py`.

What they propose, and what the field of `tagging.py` does, `decision.py` weighs. `casedraft.py` and `casewords.py` beside this folder are
what every rule may use; the rest do not know each other but for what they name in their imports.
"""
