#nullable enable

namespace RnnGen
{
    /// <summary>Represents the tokens of one kind: Count of them, from Start on.</summary>
    internal readonly struct TokenRange
    {
        public readonly int Start;
        public readonly int Count;

        public TokenRange(int start, int count)
        {
            Start = start;
            Count = count;
        }

        public int End => Start + Count;
    }
}
