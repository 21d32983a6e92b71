"""What is erased, told and kept no longer: forget, wipe, mydata, retention."""
