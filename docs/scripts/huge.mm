# A huge page: 2 MB by one fault and one entry, for memory that asks for it.
machine 32M
start app
map app data 6M
huge app data
touch app data 4K
touch app data
# A read brings the huge page of zeros, the first write one of its own.
map app zeros 2M
huge app zeros
look app zeros
touch app zeros 4K
# After fork both share it. A write splits it on the writer's side and copies 4 KB, not 2 MB.
fork app child
touch child data 4K
touch app data 4K
# Who is left alone with one may write to all of it, without a copy.
exit child
touch app data 4K 2M
# Given back whole, the 2 MB have no table again: the next touch is a first one.
madvise app data dontneed
touch app data 4K
# As long as 512 frames lie side by side there are huge pages; then small ones serve.
map app more 24M
huge app more
touch app more 23M
free
