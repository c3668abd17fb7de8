"""The rules as values, and the questions asked of them: who counts, is it quorate, is it carried, when, by when.

Pure: values in, answers with their reasons out. Knows no Django, no clock, and neither how rules are written nor said.
"""
