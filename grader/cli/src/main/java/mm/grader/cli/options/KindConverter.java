package mm.grader.cli.options;

import mm.grader.fuzz.FuzzKind;
import mm.grader.kit.UserError;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a kind of scripts. */
public final class KindConverter implements ITypeConverter<FuzzKind> {
    @Override
    public FuzzKind convert(String value) {
        try {
            return FuzzKind.of(value);
        } catch (UserError e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
