#nullable enable
using static RnnGen.MidiSeverity;

namespace RnnGen
{
    /// <summary>Holds the severity of each problem, and what the reader does about it.</summary>
    internal static class MidiProblems
    {
        // In the order of MidiProblem.
        private static readonly (MidiSeverity Severity, string Action)[] table =
        {
            (Warning, "The bytes before the header were skipped."),
            (Warning, "The data were read up to the end of the file."),
            (Info, "The first 6 bytes of the header were used."),
            (Warning, "The file was read as format 1."),
            (Warning, "All tracks were read, to be played together."),
            (Warning, "All tracks that are there were read."),
            (Error, "The tracks behind the 65,535th were left out."),
            (Error, "480 ticks per quarter note were assumed."),
            (Warning, "The frame rate was used as stated."),
            (Info, "The chunk was kept as it is."),
            (Warning, "The bytes were skipped."),
            (Info, "The bytes were ignored."),
            (Error, "The track was ended where its events end, the next track begins or the file ends."),
            (Error, "The track was read on to its end-of-track event."),
            (Warning, "The track was ended behind its last event."),
            (Warning, "The bytes were ignored."),
            (Warning, "The last status byte was used again."),
            (Error, "The bytes up to the next status byte were skipped."),
            (Warning, "The number was read, and limited to 268,435,455."),
            (Error, "The byte was read as 127."),
            (Error, "The message was skipped; its time was kept."),
            (Error, "A text or system exclusive was shortened, any other event was left out."),
            (Warning, "The bytes were kept as they are."),
            (Warning, "The bytes that are there were kept."),
            (Info, "The bytes that are needed were used, and others ignored."),
            (Warning, "The event was ignored; the tempo before it holds on."),
            (Warning, "The event was ignored; the time signature before it holds on."),
            (Warning, "The bytes were kept; the event states no key."),
            (Info, "The event was ignored."),
            (Info, "The notes were ended at the end of the track."),
            (Info, "Further problems were left out of this list."),
        };

        public static MidiSeverity SeverityOf(MidiProblem problem) => table[(int)problem].Severity;

        public static string ActionOn(MidiProblem problem) => table[(int)problem].Action;
    }
}
