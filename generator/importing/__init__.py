"""A Word file or saved web page in, the draft of an entry out; a draft never passes the check as it is."""
