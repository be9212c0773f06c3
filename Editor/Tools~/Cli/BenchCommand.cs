using System.CommandLine;

namespace RnnGen.Cli;

/// <summary>The commands that measure this library beside others, in the same run.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        return new Command("bench", "Measures this library beside others, in the same run.")
        {
            BenchInferenceCommand.Create(),
            BenchTrainingCommand.Create(),
            BenchTrainingCommand.CreateWorker(),
            BenchMidiCommand.Create(),
        };
    }
}
