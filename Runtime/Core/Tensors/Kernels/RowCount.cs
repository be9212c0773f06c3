#nullable enable

namespace RnnGen
{
    /// <summary>A number of rows that the compiler knows: it leaves out the code of the others.</summary>
    internal interface IRowCount
    {
        int Rows { get; }
    }

    internal readonly struct One : IRowCount
    {
        public int Rows => 1;
    }

    internal readonly struct Two : IRowCount
    {
        public int Rows => 2;
    }

    internal readonly struct Three : IRowCount
    {
        public int Rows => 3;
    }

    internal readonly struct Four : IRowCount
    {
        public int Rows => 4;
    }

    internal readonly struct Five : IRowCount
    {
        public int Rows => 5;
    }

    internal readonly struct Six : IRowCount
    {
        public int Rows => 6;
    }
}
