# A mapping is a promise: VIRT grows at mmap, RES at the first touch.
machine 64M
start app
map app buffer 16M
top -b -n1
free
# A read maps the shared zero page: a fault, but no memory.
look app buffer 8M
free
# A write takes a frame for each page.
touch app buffer 8M
free
top -b -n1
maps app
