package mm.grader.trace;

import java.util.List;
import java.util.regex.Pattern;
import mm.mmu.PageFault;
import mm.script.UnsignedNumber;

/**
 * The forms of traces besides lackey's, and how a line of each is read.
 *
 * <p>Most are told apart line by line. Two are not, since their lines could be page numbers as well: DineroIV's, whose
 * lines are all a label from 0 to 4 and a hexadecimal address, and plain addresses. The first is seen in the first lines
 * of a file, the second is asked for by giving the size of a page.
 */
enum TraceForm {
    /** Page numbers by commas or blanks; addresses that begin with {@code 0x}; {@code ADDRESS R|W} and the like. */
    PAGES,
    /** {@code LABEL ADDRESS}: 0 read, 1 write, 2 instruction fetch. */
    DINERO,
    /** As {@link #PAGES}, but each number is an address, decimal unless it begins with {@code 0x}. */
    ADDRESSES,
    /** As {@link #ADDRESSES}, but all are hexadecimal. */
    HEX_ADDRESSES;

    private static final Pattern BETWEEN = Pattern.compile("[\\s,]+");
    private static final Pattern LABELLED = Pattern.compile("\\s*[0-4]\\s+(0x)?[0-9a-fA-F]{1,16}(\\s.*)?");
    private static final Pattern SURELY_HEX = Pattern.compile("\\s*[0-4]\\s+(0x|[0-9]*[a-fA-F]|[0-9]{5}).*");
    private static final Pattern HEX_NUMBER = Pattern.compile("[0-9a-fA-F]{1,16}");
    private static final Pattern LETTERS = Pattern.compile("\\s*(?!0x)[0-9]*[a-fA-F][0-9a-fA-F]*\\s*");
    private static final Pattern COMMENT = Pattern.compile("[=#].*|--.*|\\*\\*.*|\\s*");

    /** Takes what a line refers to. */
    interface Sink {
        /** Takes an access of some bytes. */
        void address(long address, int bytes, int access);

        /** Takes a page by its number. */
        void page(long page);
    }

    /**
     * Finds the form by a file's first lines.
     *
     * @param areAddresses whether plain numbers are addresses, as {@code --page-size} says
     */
    static TraceForm of(List<String> firstLines, boolean areAddresses) {
        List<String> data = firstLines.stream()
                .filter(line -> !COMMENT.matcher(line).matches())
                .toList();
        boolean isDinero = data.stream()
                .takeWhile(line -> LABELLED.matcher(line).matches())
                .anyMatch(line -> SURELY_HEX.matcher(line).matches());
        if (isDinero) {
            return DINERO;
        }
        if (!areAddresses) {
            return PAGES;
        }
        return data.stream().anyMatch(line -> LETTERS.matcher(line).matches()) ? HEX_ADDRESSES : ADDRESSES;
    }

    /** Reads a line without its end; false if it cannot be read, and then part of it may have been taken. */
    boolean read(String line, Sink sink) {
        String text = line.strip();
        if (text.isEmpty()) {
            return true;
        }
        String[] words = BETWEEN.split(text);
        try {
            return this == DINERO ? dinero(words, sink) : accesses(words, sink) || numbers(words, sink);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean dinero(String[] words, Sink sink) {
        int label = words[0].length() == 1 ? words[0].charAt(0) - '0' : -1;
        if (words.length < 2 || label < 0 || label > 4) {
            return false;
        }
        long address = hex(words[1]);
        if (label <= 2) { // 3 is an escape, 4 flushes the cache
            sink.address(address, 1, label == 1 ? PageFault.WRITE : label == 2 ? PageFault.INSTRUCTION : 0);
        }
        return true;
    }

    /** {@code ADDRESS R}, {@code R ADDRESS}, {@code R ADDRESS SIZE}, and Pin's {@code INSTRUCTION: R ADDRESS}. */
    private static boolean accesses(String[] words, Sink sink) {
        int first = words[0].endsWith(":") ? 1 : 0;
        if (words.length < first + 2 || words.length > first + 3) {
            return false;
        }
        boolean isLetterFirst = access(words[first]) >= 0;
        String letter = words[isLetterFirst ? first : first + 1];
        String address = words[isLetterFirst ? first + 1 : first];
        if (access(letter) < 0) {
            return false;
        }
        int bytes = words.length == first + 3 ? Integer.parseInt(words[first + 2]) : 1;
        if (bytes < 0 || bytes > 1 << 16) {
            return false;
        }
        sink.address(hex(address), bytes, access(letter));
        return true;
    }

    private static int access(String letter) {
        return switch (letter) {
            case "R", "r" -> 0;
            case "W", "w" -> PageFault.WRITE;
            default -> -1;
        };
    }

    private boolean numbers(String[] words, Sink sink) {
        for (String word : words) {
            if (word.startsWith("0x") || this == HEX_ADDRESSES) {
                sink.address(hex(word), 1, 0);
            } else if (this == ADDRESSES) {
                sink.address(UnsignedNumber.parse(word, 10), 1, 0);
            } else {
                sink.page(UnsignedNumber.parse(word, 10));
            }
        }
        return true;
    }

    private static long hex(String word) {
        String digits = word.startsWith("0x") || word.startsWith("0X") ? word.substring(2) : word;
        if (!HEX_NUMBER.matcher(digits).matches()) {
            throw new NumberFormatException(word);
        }
        return UnsignedNumber.parse(digits, 16);
    }
}
