"""Scenarios as XLSForms, and XLSForms as scenarios: the spreadsheets in which field teams write their questionnaires.
The only room that knows openpyxl, which it loads when it is used (`pip install 'palabre[xlsform]'`)."""
