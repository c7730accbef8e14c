# Mode 2: what is promised stays below 80 % of the memory, and all of the swap.
machine 64M swap 16M
overcommit 2 80
user 1000 anna
start app user anna
map app buffer 40M
# Nothing was touched: a promise takes no frame.
free -v
# A fork promises all of it once more.
fork app child
map app more 16M
# 11 MB are left by CommitLimit, but some is kept for root, and some for others.
map app most 10M
# The guess looks at one call alone, and promises more than there is.
overcommit 0
map app most 60M
free -v
