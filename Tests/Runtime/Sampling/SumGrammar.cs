using System;

namespace RnnGen.Tests
{
    /// <summary>
    /// A little music: no token twice in a row, each takes its number of beats, and a piece ends with a beat.
    /// </summary>
    internal sealed class SumGrammar : IBeamGrammar
    {
        private readonly int end;
        private readonly int bar;
        private int last = -1;
        private int sum;

        public SumGrammar(int end, int bar)
        {
            this.end = end;
            this.bar = bar;
        }

        public void Mask(Span<float> logits)
        {
            if (last >= 0)
            {
                logits[last] = float.NegativeInfinity;
            }
        }

        public BeamMark Accept(int token)
        {
            var before = sum / bar;
            last = token;
            sum += token;
            return sum >= end ? BeamMark.End : sum / bar > before ? BeamMark.Milestone : BeamMark.None;
        }

        public IBeamGrammar New() => new SumGrammar(end, bar);

        public void CopyFrom(IBeamGrammar other)
        {
            last = ((SumGrammar)other).last;
            sum = ((SumGrammar)other).sum;
        }
    }
}
