# Locked pages stay in memory, and those given back lazily go without being written to swap.
machine 4M swap 4M
start app
map app keys 64K
map app cache 1M
map app data 1M
mlock app keys
touch app cache
touch app data
# The cache is needed no more, unless it is written again.
madvise app cache free
touch app cache 64K
# All of memory is wanted now.
start big
map big area 3M
touch big area
top -b -n1 -o RES
# The keys come without a fault. What was written again comes back from swap; the rest is zeros.
touch app keys
look app cache 64K
look app cache 64K 512K
# There is no room for twice the length: the area moves, and what of it is in swap stays there.
mremap app data 2M
look app data 64K
