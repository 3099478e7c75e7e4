import infodynamics.measures.continuous.kraskov.OInfoCalculatorKraskov;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * JIDT's O-information by nearest neighbours as a contestant of `deno task bench:ksg-peers`: one
 * thread, no noise, values as they are.
 *
 *     KsgJidt FILE VARIABLES NEIGHBOURS
 *
 * Reads and prints the same as ksg_hoi.py, but the first line says {"java"}.
 */
class KsgJidt {
  public static void main(String[] arguments) throws Exception {
    double[][] samples = read(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    System.out.println("{\"java\":\"" + System.getProperty("java.version") + "\"}");
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    var lines = new BufferedReader(new InputStreamReader(System.in));
    while (lines.readLine() != null) {
      long started = system.getProcessCpuTime();
      double found = oInformation(samples, arguments[2]);
      double seconds = (system.getProcessCpuTime() - started) / 1e9;
      System.out.println("{\"oInformation\":" + found + ",\"seconds\":" + seconds + "}");
    }
  }

  static double oInformation(double[][] samples, String neighbours) throws Exception {
    var calculator = new OInfoCalculatorKraskov();
    calculator.setProperty("k", neighbours);
    calculator.setProperty("NOISE_LEVEL_TO_ADD", "0");
    calculator.setProperty("NORMALISE", "false");
    calculator.setProperty("NUM_THREADS", "1");
    calculator.initialise(samples[0].length);
    calculator.setObservations(samples);
    return calculator.computeAverageLocalOfObservations();
  }

  static double[][] read(Path file, int variables) throws Exception {
    DoubleBuffer values =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
    var samples = new double[values.remaining() / variables][variables];
    for (int j = 0; j < variables; j++) {
      for (double[] sample : samples) sample[j] = values.get();
    }
    return samples;
  }
}
