/* Prints in between, also without a line feed. */
#include <stdio.h>
#include <stdlib.h>

int main(void) {
    printf("p=%p\n", malloc(300000));
    printf("no line feed");
    fflush(stdout);
    char *block = malloc(100000);
    block[0] = 1;
    puts("done");
    return 0;
}
