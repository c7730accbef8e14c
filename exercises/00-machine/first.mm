# A first look at every idea of the course. Lines with two blanks in front are the machine's answers.
machine 16M swap 8M
start init
start shop
map shop data 6M
free
touch shop data 4M
free
fork shop child
touch child data 1M
top -b -n1 -o RES
read catalogue 2M
free
start hog
map hog data 24M
touch hog data 9M
free
look shop data 4M
touch hog data 24M
score shop
free
