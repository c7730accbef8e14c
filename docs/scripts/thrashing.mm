# The working set outgrows memory: every round is read from the swap device again.
machine 16M swap 32M
wait 10
start init
start job
map job small 8M
touch job small
touch job small
free
# 8 MB fit: the second round had no fault. 20 MB do not.
map job large 20M
touch job large
free
vmstat
look job large
look job large
free
top -b -n1 -o RES
