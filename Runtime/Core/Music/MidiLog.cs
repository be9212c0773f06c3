#nullable enable
using System;
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
            Count++;
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
            var kept = Math.Min(mark.Count, diagnostics.Count);
            diagnostics.RemoveRange(kept, diagnostics.Count - kept);
            errorBeyondLimit = mark.ErrorBeyondLimit;
            Count = mark.Count;
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

        public int Count { get; private set; }

        public int ErrorCount { get; private set; }

        public Place Mark => new Place(Count, ErrorCount, errorBeyondLimit);

        /// <summary>A place in the list to go back to.</summary>
        public readonly struct Place
        {
            public readonly int Count;
            public readonly int ErrorCount;
            public readonly MidiDiagnostic? ErrorBeyondLimit;

            public Place(int count, int errorCount, MidiDiagnostic? errorBeyondLimit)
            {
                Count = count;
                ErrorCount = errorCount;
                ErrorBeyondLimit = errorBeyondLimit;
            }
        }
    }
}
