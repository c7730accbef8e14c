/**
 * The machine in a browser. {@link mm.grader.lab.LabBuild} compiles the machine, the reference and the pictures to
 * JavaScript and makes the page of it; what JavaScript calls is {@link mm.grader.lab.Lab}.
 */
package mm.grader.lab;
