"""Which practices a page tells of: one module a way of telling them, all asked by `finding.py`, judged once more by `decision.py`.

`casedraft.py` and `casewords.py` beside this folder are what every rule may use; the rest do not know each other but for what they name in their imports.
"""
