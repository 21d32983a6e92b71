"""Charts as SVG, drawn here: a block of a report -> a picture with its title and the same in words beside it.

Pure; knows no kind of step and no format. A picture can stand in a page, which gives it its colours (classes), or
alone (the colours of paper). It can be read on a phone of 360 pixels, printed in grey, and without seeing it. Where the
language runs from right to left, the picture does.
"""
