#nullable enable
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>
    /// Collects what a reader finds, up to a limit, so that hostile files cannot fill the memory.
    /// </summary>
    internal sealed class MidiLog
    {
        private const int Limit = 1000;

        private readonly List<MidiDiagnostic> diagnostics = new List<MidiDiagnostic>();
        private MidiDiagnostic? errorBeyondLimit;

        public void Add(int offset, MidiProblem problem)
        {
            var diagnostic = new MidiDiagnostic(offset, problem);
            ErrorCount += diagnostic.Severity == MidiSeverity.Error ? 1 : 0;
            if (diagnostics.Count < Limit)
            {
                diagnostics.Add(diagnostic);
                return;
            }

            if (diagnostics.Count == Limit)
            {
                diagnostics.Add(new MidiDiagnostic(offset, MidiProblem.MoreProblems));
            }

            if (diagnostic.Severity == MidiSeverity.Error)
            {
                errorBeyondLimit ??= diagnostic;
            }
        }

        /// <summary>Forgets what was added since a mark was taken.</summary>
        public void GoBack(Place mark)
        {
            if (mark.Count < diagnostics.Count)
            {
                diagnostics.RemoveRange(mark.Count, diagnostics.Count - mark.Count);
                errorBeyondLimit = null;
            }

            ErrorCount = mark.ErrorCount;
        }

        public MidiDiagnostic? FirstError()
        {
            foreach (var diagnostic in diagnostics)
            {
                if (diagnostic.Severity == MidiSeverity.Error)
                {
                    return diagnostic;
                }
            }

            return errorBeyondLimit;
        }

        public IReadOnlyList<MidiDiagnostic> Diagnostics => diagnostics;

        public int Count => diagnostics.Count;

        public int ErrorCount { get; private set; }

        public Place Mark => new Place(Count, ErrorCount);

        /// <summary>A place in the list to go back to.</summary>
        public readonly struct Place
        {
            public readonly int Count;
            public readonly int ErrorCount;

            public Place(int count, int errorCount)
            {
                Count = count;
                ErrorCount = errorCount;
            }
        }
    }
}
