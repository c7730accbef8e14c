package mm.grader.lab;

import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.Program;
import org.teavm.model.Variable;
import org.teavm.model.instructions.BinaryInstruction;
import org.teavm.model.instructions.CastNumberInstruction;
import org.teavm.model.instructions.FloatConstantInstruction;
import org.teavm.model.instructions.InvocationType;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.NumericOperandType;

/**
 * Rounds each {@code float} that the kit's classes calculate. The compiler leaves it at the 64 bits of JavaScript's numbers,
 * and then {@code top} and {@code vmstat}, which print what C's {@code float} has left of a size, print other digits.
 */
public final class FloatRounding implements ClassHolderTransformer {
    private static final MethodReference ROUND = new MethodReference(Floats.class, "round", float.class, float.class);

    @Override
    public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
        if (!type.getName().startsWith("mm.") || type.getName().equals(Floats.class.getName())) {
            return;
        }
        for (MethodHolder method : type.getMethods()) {
            if (method.hasProgram()) {
                round(method.getProgram());
            }
        }
    }

    private static void round(Program program) {
        for (BasicBlock block : program.getBasicBlocks()) {
            for (Instruction instruction = block.getFirstInstruction();
                    instruction != null;
                    instruction = instruction.getNext()) {
                if (instruction instanceof BinaryInstruction binary
                        && binary.getOperandType() == NumericOperandType.FLOAT) {
                    binary.setReceiver(rounded(program, binary, binary.getReceiver()));
                } else if (instruction instanceof CastNumberInstruction cast
                        && cast.getTargetType() == NumericOperandType.FLOAT) {
                    cast.setReceiver(rounded(program, cast, cast.getReceiver()));
                } else if (instruction instanceof FloatConstantInstruction constant) {
                    constant.setReceiver(rounded(program, constant, constant.getReceiver()));
                }
            }
        }
    }

    /** Returns a variable whose value the next instruction rounds into the one that is given. */
    private static Variable rounded(Program program, Instruction instruction, Variable result) {
        Variable exact = program.createVariable();
        InvokeInstruction invoke = new InvokeInstruction();
        invoke.setType(InvocationType.SPECIAL);
        invoke.setMethod(ROUND);
        invoke.setArguments(exact);
        invoke.setReceiver(result);
        invoke.setLocation(instruction.getLocation());
        instruction.insertNext(invoke);
        return exact;
    }
}
