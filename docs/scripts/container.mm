# A container of 8 MB on a machine of 64 MB: it kills inside of itself, and free sees no limit.
machine 64M
group web 8M
group web/cache 4M
start init
start outside
map outside data 24M
touch outside data 24M
start setup in web
map setup data 1M file /usr/share/data
look setup data 1M
exit setup
# The file stays in memory, and charged to the group.
group web
start app in web
start helper in web/cache
adj helper 300
map app data 7M
map helper data 3M
touch app data 4M
touch helper data 3M
group web
group web/cache
# In the container free shows the machine; what may be had is in files of the group.
in web free
in web cat memory.max memory.current
in web cat memory.stat
# There is no room for 2 MB more: first the file goes, then somebody dies.
touch app data 2M 4M
group web
free
