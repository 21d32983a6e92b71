"""The gateway: Telegram's Bot API, in and out. The only room that imports `telegram`."""

import os

#: The library is to give lengths of time as timedeltas, as it will by itself one day; until then it warns
#: at each that it gives as a number.
os.environ["PTB_TIMEDELTA"] = "1"
